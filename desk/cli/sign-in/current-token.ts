import { UsageError } from '../usage-error.ts';
import { claimsOf, endOf } from './claims.ts';
import { type Credentials, saveCredentials, savedCredentials } from './credentials.ts';
import { refreshedTokens } from './user-pool.ts';

/** The access token for a newsroom: KHOBOR_TOKEN, else the one that `login` saved, refreshed if it has expired. */
export async function currentToken(url: string): Promise<string | undefined> {
  if (process.env.KHOBOR_TOKEN) return process.env.KHOBOR_TOKEN;
  const credentials = savedCredentials(url);
  if (!credentials || !isExpired(claimsOf(credentials.token).until)) return credentials?.token;
  return (await refreshed(url, credentials)).token;
}

/** The ID token of the last sign-in to a newsroom, which says who signed in and their mail address. */
export async function currentIdentity(url: string): Promise<string> {
  const credentials = savedCredentials(url);
  const id = credentials?.id;
  const isOld = credentials !== undefined && (id === undefined || isExpired(endOf(id)));
  const token = isOld ? (await refreshed(url, credentials)).id : id;
  if (token !== undefined) return token;
  throw new UsageError('Sign in with khobor login: KHOBOR_TOKEN does not say your mail address');
}

/** The same with new tokens, if a user pool gives some. */
async function refreshed(url: string, credentials: Credentials): Promise<Credentials> {
  const { pool, client, refresh } = credentials;
  const tokens = pool && client && refresh ? await refreshedTokens({ pool, client, refresh }) : undefined;
  if (!tokens) return credentials;
  const next = { ...credentials, ...tokens };
  saveCredentials(url, next);
  return next;
}

/** Whether a token expires within the next minute. */
const isExpired = (until: string) => Date.parse(until) < Date.now() + 60_000;
