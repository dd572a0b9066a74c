import * as z from 'zod';
import { account, region } from '../service.ts';
import { identityArn } from './address.ts';
import { type Context, type Operation, operation } from './operation.ts';

const Nothing = z.strictObject({});
const verified = { VerifiedForSendingStatus: true, VerificationStatus: 'SUCCESS' };
const kindOf = (identity: string) => (identity.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN');
/** A limit, or undefined for none. */
const finite = (limit: number) => (Number.isFinite(limit) ? limit : undefined);
const all = `arn:aws:ses:${region}:${account}:*`;

export function identityOperations({
  store,
  allow,
  identities,
  mails,
  sending,
}: Context): Record<string, Operation> {
  return {
    CreateEmailIdentity: operation(
      z.strictObject({ EmailIdentity: z.string() }),
      async ({ EmailIdentity }, { principal }) => {
        allow(principal, 'ses:CreateEmailIdentity', identityArn(EmailIdentity));
        await store.write(() => identities.create(EmailIdentity));
        return { IdentityType: kindOf(EmailIdentity), VerifiedForSendingStatus: true };
      },
    ),

    GetEmailIdentity: operation(Nothing, async (_, { principal, label }) => {
      allow(principal, 'ses:GetEmailIdentity', identityArn(label));
      identities.check(label);
      return { IdentityType: kindOf(label), FeedbackForwardingStatus: true, ...verified };
    }),

    ListEmailIdentities: operation(Nothing, async (_, { principal }) => {
      allow(principal, 'ses:ListEmailIdentities', all);
      return {
        EmailIdentities: identities.list().map((identity) => ({
          IdentityType: kindOf(identity),
          IdentityName: identity,
          SendingEnabled: true,
          VerificationStatus: 'SUCCESS',
        })),
      };
    }),

    DeleteEmailIdentity: operation(Nothing, async (_, { principal, label }) => {
      allow(principal, 'ses:DeleteEmailIdentity', identityArn(label));
      await store.write(() => {
        identities.check(label);
        identities.remove(label);
      });
    }),

    GetAccount: operation(Nothing, async (_, { principal }) => {
      allow(principal, 'ses:GetAccount', all);
      return {
        DedicatedIpAutoWarmupEnabled: false,
        EnforcementStatus: 'HEALTHY',
        ProductionAccessEnabled: true,
        SendingEnabled: true,
        SendQuota: {
          Max24HourSend: finite(sending.rules.max24HourSend) ?? -1,
          MaxSendRate: finite(sending.rules.maxSendRate) ?? 1_000_000,
          SentLast24Hours: sending.sentLastDay(),
        },
        SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      };
    }),

    PutSuppressedDestination: operation(
      z.strictObject({ EmailAddress: z.string(), Reason: z.enum(['BOUNCE', 'COMPLAINT']) }),
      async ({ EmailAddress, Reason }, { principal }) => {
        allow(principal, 'ses:PutSuppressedDestination', all);
        await store.write(() => mails.suppress(EmailAddress, Reason));
      },
    ),

    GetSuppressedDestination: operation(Nothing, async (_, { principal, label }) => {
      allow(principal, 'ses:GetSuppressedDestination', all);
      return { SuppressedDestination: mails.suppressed(label) };
    }),

    DeleteSuppressedDestination: operation(Nothing, async (_, { principal, label }) => {
      allow(principal, 'ses:DeleteSuppressedDestination', all);
      await store.write(() => mails.unsuppress(label));
    }),

    ListSuppressedDestinations: operation(Nothing, async (_, { principal }) => {
      allow(principal, 'ses:ListSuppressedDestinations', all);
      return { SuppressedDestinationSummaries: mails.allSuppressed() };
    }),
  };
}
