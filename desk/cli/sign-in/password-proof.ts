import { getDiffieHellman } from 'node:crypto';
import { Unreachable } from '../api/problem.ts';

export type PasswordProof = {
  /** `SRP_A` of the sign-in. */
  clientValue: string;
  /** The response to the challenge PASSWORD_VERIFIER. */
  responseWith: (password: string, challenge: Record<string, string>) => Record<string, string>;
};

/** Begins a sign-in by the Secure Remote Password protocol: the password is proven, and never leaves this machine. */
export async function openPasswordProof(pool: string, user: string): Promise<PasswordProof> {
  // Imported here, because no other command needs it.
  const { createSrpSession, signSrpSession } = await import('cognito-srp-helper');
  const session = createSrpSession(user, '', pool, false);
  return {
    clientValue: session.largeA,
    responseWith: (password, challenge) => {
      refuseWorthlessValue(challenge.SRP_B ?? '');
      const signed = signSrpSession({ ...session, password }, { ChallengeParameters: challenge });
      return {
        USERNAME: challenge.USER_ID_FOR_SRP ?? user,
        PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
        PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
        TIMESTAMP: signed.timestamp,
      };
    },
  };
}

/** The prime of the group that user pools use for SRP: the 3072-bit one of RFC 3526. */
const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

/**
 * A server that sends a multiple of the prime need not know the password's verifier, so a client must end the sign-in
 * (RFC 5054, 2.5.4). The library refuses 0 alone.
 */
function refuseWorthlessValue(serverValue: string) {
  if (!/^[0-9a-f]+$/i.test(serverValue) || BigInt(`0x${serverValue}`) % prime === 0n)
    throw new Unreachable(
      'The user pool sent a value that proves nothing; check its address and your network',
    );
}
