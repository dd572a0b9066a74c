import * as z from 'zod';
import { account, region } from '../service.ts';
import { identityArn } from './address.ts';
import { type Context, type Operation, operation } from './operation.ts';

const Nothing = z.strictObject({});
const verified = { VerifiedForSendingStatus: true, VerificationStatus: 'SUCCESS' };
const kindOf = (identity: string) => (identity.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN');
const all = `arn:aws:ses:${region}:${account}:*`;

export function identityOperations({ store, allow, identities }: Context): Record<string, Operation> {
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
  };
}
