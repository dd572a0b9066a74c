import { getDiffieHellman } from 'node:crypto';
import { type ProblemDocument, Refused, Unreachable } from './api.ts';
import { secret } from './asking.ts';
import { Mistake } from './mistake.ts';
import type { Membership } from './tokens.ts';

/** A user pool and its app client, as the outputs of the data stack name them. */
export type Pool = { pool: string; client: string };

type Answer = {
  AuthenticationResult?: { AccessToken: string; RefreshToken?: string };
  ChallengeName?: string;
  ChallengeParameters?: Record<string, string>;
  Session?: string;
};

/**
 * Signs someone in to a deployed newsroom: by password (SRP), with whatever else the pool asks for, a new password
 * after the first time, the code of an authenticator.
 */
export async function signIn({ pool, client }: Pool, user: string): Promise<Membership> {
  // Loaded for this alone: it brings an AWS client, which no other command needs.
  const { createSrpSession, signSrpSession } = await import('cognito-srp-helper');
  const session = createSrpSession(user, '', pool, false);
  const begun = await call(pool, 'InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    ClientId: client,
    AuthParameters: { USERNAME: user, SRP_A: session.largeA },
  });
  const password = await secret('Password: ');
  const answerTo = async (name: string, parameters: Record<string, string>) => {
    if (name === 'NEW_PASSWORD_REQUIRED') return { NEW_PASSWORD: await secret('A new password of yours: ') };
    if (name === 'SOFTWARE_TOKEN_MFA') return { SOFTWARE_TOKEN_MFA_CODE: await secret('Code: ') };
    if (name !== 'PASSWORD_VERIFIER')
      throw new Mistake(`The user pool asks for ${name}, which is not known here`);
    refuseWhatProvesNothing(parameters.SRP_B ?? '');
    const signed = signSrpSession({ ...session, password }, { ChallengeParameters: parameters });
    return {
      USERNAME: parameters.USER_ID_FOR_SRP ?? user,
      PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
      PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
      TIMESTAMP: signed.timestamp,
    };
  };
  let answer = begun;
  while (!answer.AuthenticationResult) {
    const { ChallengeName = '', ChallengeParameters = {}, Session } = answer;
    const responses = { USERNAME: user, ...(await answerTo(ChallengeName, ChallengeParameters)) };
    const sent = { ClientId: client, ChallengeName, Session, ChallengeResponses: responses };
    answer = await call(pool, 'RespondToAuthChallenge', sent);
  }
  const { AccessToken: token, RefreshToken: refresh } = answer.AuthenticationResult;
  return { token, refresh, pool, client };
}

/** The prime of the group that user pools use for SRP: the 3072-bit one of RFC 3526. */
const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

/**
 * A client must not answer a server's value that is a multiple of the prime (RFC 5054, 2.5.4): whoever sends it need not
 * know anything of the password. The library refuses 0 alone.
 */
function refuseWhatProvesNothing(serverValue: string) {
  if (!/^[0-9a-f]+$/i.test(serverValue) || BigInt(`0x${serverValue}`) % prime === 0n)
    throw new Unreachable('The user pool does not answer as one: its value proves nothing');
}

/** Another hour for someone who signed in within the last days. */
export async function stayIn({
  pool,
  client,
  refresh,
}: Pool & { refresh: string }): Promise<string | undefined> {
  const { AuthenticationResult } = await call(pool, 'InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: client,
    AuthParameters: { REFRESH_TOKEN: refresh },
  });
  return AuthenticationResult?.AccessToken;
}

/** The user pools' own API takes these calls without a signature. */
async function call(pool: string, action: string, body: object): Promise<Answer> {
  const region = /^([a-z]{2}(?:-[a-z]+)+-\d)_\w+$/.exec(pool)?.[1];
  if (!region) throw new Mistake(`"${pool}" is no user pool; its id looks like ap-southeast-1_aB3dE6gHi`);
  const url =
    process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? `https://cognito-idp.${region}.amazonaws.com`;
  const request = {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  };
  const [status, json] = await fetch(url, request)
    .then(async (answer) => [answer.status, (await answer.json()) as Answer & Fault] as const)
    .catch((cause) => {
      throw new Unreachable(`The user pool at ${url} cannot be reached`, { cause });
    });
  if (status !== 200) throw new Refused(problemOf(status, json));
  return json;
}

type Fault = { __type?: string; message?: string };

/** A password or a refresh token that is not taken is the pool's 400; to whoever signs in it is what a 401 is. */
const problemOf = (status: number, { __type: code, message }: Fault): ProblemDocument => ({
  status: code === 'NotAuthorizedException' ? 401 : status,
  title: message ?? 'The user pool refuses',
  ...(code === undefined ? {} : { code }),
});
