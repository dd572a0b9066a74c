import { UsageError } from '../usage-error.ts';

/** The claims of an access token that people want to read. The API checks the signature, not this program. */
export type Claims = { name: string; roles: string[]; until: string };

type Payload = { username?: string; 'cognito:groups'?: string[]; token_use?: string; exp?: number };

export function claimsOf(token: string): Claims {
  const payload = payloadOf(token);
  const { username: name, 'cognito:groups': roles = [], token_use: use, exp } = payload ?? {};
  if (use === 'id') throw new UsageError('That is an ID token; give the access token');
  if (name === undefined || exp === undefined)
    throw new UsageError('That is not an access token of a newsroom');
  return { name, roles, until: new Date(exp * 1000).toISOString() };
}

/** When a token of any use ends. */
export const endOf = (token: string) => new Date((payloadOf(token)?.exp ?? 0) * 1000).toISOString();

function payloadOf(token: string): Payload | undefined {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Payload;
  } catch {
    return undefined;
  }
}
