import { randomUUID } from 'node:crypto';
import type { Clock, Store } from 'embedded-aws';
import {
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import { comparable } from '../../shared/people/person.ts';

/** The issuer and client of tokens: in AWS, Cognito's issuer URL and app client id. */
const issuer = 'https://identity.khobor.local/newsroom';
const clientId = 'khobor-desk';

/** `sub` is the account; usually it is the name, which is then the same in every spelling. */
export type Claims = {
  name: string;
  sub?: string;
  roles: readonly string[];
  issuedAt: Date;
  seconds: number;
};

/** The private key that signs tokens: created once, and stored. */
export async function signingKey(store: Store): Promise<JWK> {
  store.db.exec(
    'CREATE TABLE IF NOT EXISTS identity (one INTEGER PRIMARY KEY CHECK (one = 1), jwk TEXT) STRICT',
  );
  const kept = store.sql('SELECT jwk FROM identity').get()?.jwk;
  if (kept) return JSON.parse(String(kept)) as JWK;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' };
  await store.write(() => store.sql('INSERT INTO identity VALUES (1, ?)').run(JSON.stringify(jwk)));
  return jwk;
}

/** An access token with the claims Cognito would set: roles are groups. */
export async function tokenFor(
  { name, sub = comparable(name), roles, issuedAt, seconds }: Claims,
  jwk: JWK,
): Promise<string> {
  const claims = { 'cognito:groups': [...roles], client_id: clientId, token_use: 'access', username: name };
  const iat = Math.floor(issuedAt.getTime() / 1000);
  return new SignJWT({ ...claims, scope: 'openid', auth_time: iat })
    .setProtectedHeader({ alg: 'RS256', kid: jwk.kid ?? '' })
    .setSubject(sub)
    .setIssuer(issuer)
    .setJti(randomUUID())
    .setIssuedAt(iat)
    .setExpirationTime(iat + seconds)
    .sign(await importJWK(jwk, 'RS256'));
}

/** Checks tokens as the HTTP API's JWT authorizer does. Returns the claims, or the reason why a token is refused. */
export async function verifier({ kty = '', n = '', e = '' }: JWK, clock: Clock) {
  const key = await importJWK({ kty, n, e }, 'RS256');
  return async (token: string): Promise<JWTPayload | string> => {
    try {
      const { payload } = await jwtVerify(token, key, {
        issuer,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'iat'],
        currentDate: new Date(clock.now()),
      });
      if (payload.client_id !== clientId) return 'the token is for another client';
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'the token has expired';
      if (error instanceof errors.JOSEError) return 'the token is not one of ours';
      throw error;
    }
  };
}
