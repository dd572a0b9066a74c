import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Actor, Role } from '../actor.ts';
import { Problem } from '../problem.ts';

/** Who sends a request, from the token that the gateway has verified, and what their headers ask for. */
export type Caller = Actor & {
  /** The user name, which people are shown; `by` is the account. */
  name: string;
  /** The mail address of the account, if the sign-in has verified it: an ID token alone says it. */
  address?: string;
  /** The versions that `If-Match` allows (any, for `*`); undefined without the header. */
  ifMatch: { allows: (version: number) => boolean; isAny: boolean } | undefined;
  idempotencyKey: string | undefined;
};

/** What a token is for: to act with, or to say who somebody is. */
export type TokenUse = 'access' | 'id';

type Event = Pick<APIGatewayProxyEventV2, 'headers'> & { requestContext: object };

/** Where the gateway puts the claims of a token it has verified. */
type Verified = { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };

/**
 * Reads the caller of a request: an account (`sub`), since a user name may be given to somebody else. Throws `no-token`
 * for a token of the other use, `invalid-input` for malformed headers.
 */
export function callerOf(
  { headers, requestContext }: Event,
  at: string,
  wanted: TokenUse = 'access',
): Caller {
  const claims = (requestContext as Verified).authorizer?.jwt?.claims;
  const { sub, token_use: use, email, email_verified: isVerified } = claims ?? {};
  const name = claims?.[wanted === 'id' ? 'cognito:username' : 'username'];
  if (typeof sub !== 'string' || typeof name !== 'string' || use !== wanted)
    throw new Problem(
      'no-token',
      `Sign in and send the ${wanted === 'id' ? 'ID' : 'access'} token as a bearer token`,
    );
  const isOwn = wanted === 'id' && typeof email === 'string' && String(isVerified) === 'true';
  return {
    by: sub,
    name,
    ...(isOwn ? { address: email } : {}),
    roles: rolesOf(claims?.['cognito:groups']),
    at,
    ifMatch: ifMatchOf(headers['if-match']),
    idempotencyKey: idempotencyKeyOf(headers['idempotency-key']),
  };
}

/**
 * The roles among a token's groups. The gateway passes a list of groups as the text `[editor publisher]`; a group's
 * name has no space, but may have a comma.
 */
export function rolesOf(groups: unknown): Role[] {
  const list = String(groups ?? '');
  const names = /^\[(.*)\]$/s.exec(list)?.[1]?.split(' ') ?? [list];
  return Role.options.filter((role) => names.includes(role));
}

function ifMatchOf(header: string | undefined): Caller['ifMatch'] {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return { allows: () => true, isAny: true };
  const versions = header.split(',').map((tag) => /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(tag)?.[1]);
  if (versions.includes(undefined))
    throw new Problem('invalid-input', 'If-Match must carry the ETag of the version you read, such as "3"');
  return { allows: (version) => versions.includes(String(version)), isAny: false };
}

function idempotencyKeyOf(header: string | undefined) {
  if (header !== undefined && !/^[\x21-\x7e]{1,200}$/.test(header))
    throw new Problem('invalid-input', 'Idempotency-Key must be 1 to 200 visible ASCII characters');
  return header;
}

/**
 * Checks a record's version against the caller's `If-Match` and returns the record. Throws `stale` when it does not
 * match, `no-if-match` when the header is needed and missing.
 */
export function checkIfMatch<T extends { version: number }>(
  record: T,
  { ifMatch }: Caller,
  need?: 'required',
): T {
  const { version } = record;
  if (!ifMatch && need === 'required')
    throw new Problem('no-if-match', `Send If-Match: "${version}" if that is the version you read`, {
      version,
    });
  if (ifMatch && !ifMatch.allows(version))
    throw new Problem('stale', `It is at version ${version} now; read it again and repeat the change`, {
      version,
    });
  return record;
}
