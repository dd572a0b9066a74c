import { secret } from '../terminal/prompt.ts';
import { UsageError } from '../usage-error.ts';
import type { Credentials } from './credentials.ts';
import { openPasswordProof, type PasswordProof } from './password-proof.ts';
import { callUserPool } from './user-pool-api.ts';

/** A user pool and its app client, as the outputs of the data stack name them. */
export type Pool = { pool: string; client: string };

/** Signs in to a deployed newsroom with a password (SRP), and with what else the pool asks for: a new password, a code. */
export async function signIn({ pool, client }: Pool, user: string): Promise<Credentials> {
  const proof = await openPasswordProof(pool, user);
  let answer = await callUserPool(pool, 'InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    ClientId: client,
    AuthParameters: { USERNAME: user, SRP_A: proof.clientValue },
  });
  const password = await secret('Password: ');
  while (!answer.AuthenticationResult) {
    const { ChallengeName = '', ChallengeParameters = {}, Session } = answer;
    const response = await responseTo(ChallengeName, ChallengeParameters, proof, password);
    const ChallengeResponses = { USERNAME: user, ...response };
    const body = { ClientId: client, ChallengeName, Session, ChallengeResponses };
    answer = await callUserPool(pool, 'RespondToAuthChallenge', body);
  }
  const { AccessToken: token, IdToken: id, RefreshToken: refresh } = answer.AuthenticationResult;
  return { token, id, refresh, pool, client };
}

async function responseTo(
  challenge: string,
  parameters: Record<string, string>,
  { responseWith }: PasswordProof,
  password: string,
): Promise<Record<string, string>> {
  switch (challenge) {
    case 'PASSWORD_VERIFIER':
      return responseWith(password, parameters);
    case 'NEW_PASSWORD_REQUIRED':
      return { NEW_PASSWORD: await secret('A new password of yours: ') };
    case 'SOFTWARE_TOKEN_MFA':
      return { SOFTWARE_TOKEN_MFA_CODE: await secret('Code: ') };
    case 'MFA_SETUP':
      throw new UsageError(
        'You need a second factor, and have none yet. Sign in once at /desk/ in a browser, which shows what your authenticator app needs; then sign in here with its code',
      );
    default:
      throw new UsageError(`The user pool asks for ${challenge}, which this program does not support`);
  }
}

/** New tokens for someone whose refresh token is still good. */
export async function refreshedTokens({
  pool,
  client,
  refresh,
}: Pool & { refresh: string }): Promise<Pick<Credentials, 'token' | 'id'> | undefined> {
  const { AuthenticationResult } = await callUserPool(pool, 'InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: client,
    AuthParameters: { REFRESH_TOKEN: refresh },
  });
  return (
    AuthenticationResult && { token: AuthenticationResult.AccessToken, id: AuthenticationResult.IdToken }
  );
}
