import { claimsOf } from './claims.ts';
import { saveCredentials, savedCredentials } from './credentials.ts';
import { refreshedToken } from './user-pool.ts';

/** The access token for a newsroom: KHOBOR_TOKEN, else the one that `login` saved, refreshed if it has expired. */
export async function currentToken(url: string): Promise<string | undefined> {
  if (process.env.KHOBOR_TOKEN) return process.env.KHOBOR_TOKEN;
  const credentials = savedCredentials(url);
  const { token, pool, client, refresh } = credentials ?? {};
  if (token === undefined || !pool || !client || !refresh || !isExpired(token)) return token;
  const next = (await refreshedToken({ pool, client, refresh })) ?? token;
  saveCredentials(url, { ...credentials, token: next });
  return next;
}

/** Whether a token expires within the next minute. */
const isExpired = (token: string) => Date.parse(claimsOf(token).until) < Date.now() + 60_000;
