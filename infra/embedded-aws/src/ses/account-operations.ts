import * as z from 'zod';
import { AwsError, account, region } from '../service.ts';
import { type Context, type Operation, operation } from './operation.ts';

const Nothing = z.strictObject({});
/** A limit, or undefined for none. */
const finite = (limit: number) => (Number.isFinite(limit) ? limit : undefined);
const all = `arn:aws:ses:${region}:${account}:*`;

export function accountOperations({
  store,
  allow,
  suppression,
  sending,
}: Context): Record<string, Operation> {
  return {
    GetAccount: operation(Nothing, async (_, { principal }) => {
      allow(principal, 'ses:GetAccount', all);
      if (!sending.mayAsk()) throw new AwsError('TooManyRequestsException', 'Too many requests.', 429);
      const { rate, quota } = sending.limits();
      const { isSandbox, isSuspended } = sending.rules;
      return {
        DedicatedIpAutoWarmupEnabled: false,
        EnforcementStatus: isSuspended ? 'SHUTDOWN' : 'HEALTHY',
        ProductionAccessEnabled: !isSandbox,
        SendingEnabled: !isSuspended && sending.isEnabled(),
        SendQuota: {
          Max24HourSend: finite(quota) ?? -1,
          MaxSendRate: finite(rate) ?? 1_000_000,
          SentLast24Hours: sending.sentLastDay(),
        },
        SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      };
    }),

    PutAccountSendingAttributes: operation(
      z.strictObject({ SendingEnabled: z.boolean().default(false) }),
      async ({ SendingEnabled }, { principal }) => {
        allow(principal, 'ses:PutAccountSendingAttributes', all);
        await store.write(() => sending.enable(SendingEnabled));
      },
    ),

    PutSuppressedDestination: operation(
      z.strictObject({ EmailAddress: z.string(), Reason: z.enum(['BOUNCE', 'COMPLAINT']) }),
      async ({ EmailAddress, Reason }, { principal }) => {
        allow(principal, 'ses:PutSuppressedDestination', all);
        await store.write(() => suppression.put(EmailAddress, Reason));
      },
    ),

    GetSuppressedDestination: operation(Nothing, async (_, { principal, label }) => {
      allow(principal, 'ses:GetSuppressedDestination', all);
      return { SuppressedDestination: suppression.get(label) };
    }),

    DeleteSuppressedDestination: operation(Nothing, async (_, { principal, label }) => {
      allow(principal, 'ses:DeleteSuppressedDestination', all);
      await store.write(() => suppression.remove(label));
    }),

    ListSuppressedDestinations: operation(Nothing, async (_, { principal }) => {
      allow(principal, 'ses:ListSuppressedDestinations', all);
      return { SuppressedDestinationSummaries: suppression.list() };
    }),
  };
}
