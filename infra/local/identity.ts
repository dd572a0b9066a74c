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
import { newsroom } from '../../shared/newsroom.ts';
import { comparable } from '../../shared/people/person.ts';

/** The app clients that tokens are for: the command line, and the web desk. */
export const clients = { commandLine: 'khobor-desk', web: 'khobor-web' } as const;

/** Who signs the tokens of a newsroom at an origin: in AWS, the address of the user pool. */
export const issuerAt = (origin: string) => `${origin}/__local/identity`;

/** `sub` is the account; usually it is the name, which is then the same in every spelling. */
export type Claims = {
  name: string;
  sub?: string;
  roles: readonly string[];
  issuedAt: Date;
  seconds: number;
  /** Where the newsroom is. */
  origin: string;
  client?: (typeof clients)[keyof typeof clients];
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
export const tokenFor = (claims: Claims, jwk: JWK): Promise<string> =>
  signed(claims, jwk, {
    'cognito:groups': [...claims.roles],
    client_id: claims.client ?? clients.commandLine,
    token_use: 'access',
    username: claims.name,
    scope: 'openid',
  });

/** An ID token, which says who signed in, with the claims Cognito would set. `nonce` is the client's own. */
export const idTokenFor = (claims: Claims, jwk: JWK, nonce?: string): Promise<string> => {
  const mailbox = [claims.name, claims.sub ?? ''].find(isPlain);
  return signed(claims, jwk, {
    'cognito:groups': [...claims.roles],
    'cognito:username': claims.name,
    ...(mailbox === undefined ? {} : { email: `${mailbox}@${mailDomain}`, email_verified: true }),
    aud: claims.client ?? clients.web,
    token_use: 'id',
    ...(nonce === undefined ? {} : { nonce }),
  });
};

/** Where the people of the newsroom on one machine have their mail, and which names can have it. */
const mailDomain = newsroom.imprint.email.split('@')[1];
const isPlain = (name: string) => /^[\w.-]{1,64}$/.test(name);

async function signed(
  { name, sub = comparable(name), issuedAt, seconds, origin }: Claims,
  jwk: JWK,
  claims: JWTPayload,
): Promise<string> {
  const iat = Math.floor(issuedAt.getTime() / 1000);
  return new SignJWT({ ...claims, auth_time: iat })
    .setProtectedHeader({ alg: 'RS256', kid: jwk.kid ?? '' })
    .setSubject(sub)
    .setIssuer(issuerAt(origin))
    .setJti(randomUUID())
    .setIssuedAt(iat)
    .setExpirationTime(iat + seconds)
    .sign(await importJWK(jwk, 'RS256'));
}

/** Checks tokens as the HTTP API's JWT authorizer does. Returns the claims, or the reason why a token is refused. */
export async function verifier({ kty = '', n = '', e = '' }: JWK, origin: string, clock: Clock) {
  const audience: unknown[] = Object.values(clients);
  const key = await importJWK({ kty, n, e }, 'RS256');
  return async (token: string): Promise<JWTPayload | string> => {
    try {
      const { payload } = await jwtVerify(token, key, {
        issuer: issuerAt(origin),
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'iat'],
        currentDate: new Date(clock.now()),
      });
      if (!audience.includes(payload.aud ?? payload.client_id)) return 'the token is for another client';
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'the token has expired';
      if (error instanceof errors.JOSEError) return 'the token is not one of ours';
      throw error;
    }
  };
}
