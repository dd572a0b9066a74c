import { claimsOf } from './claims.ts';
import { Mistake } from './mistake.ts';
import { save, saved } from './tokens.ts';
import { stayIn } from './user-pool.ts';

const byDefault = 'http://localhost:8080';

/** The newsroom that is meant. A token goes unencrypted to this machine only. */
export function urlOf(given: string | undefined): string {
  const text = given ?? (process.env.KHOBOR_URL || byDefault);
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Mistake(`"${text}" is no address of a newsroom; give one such as https://news.example`);
  if (url.protocol === 'http:' && !isLocal(url.origin))
    throw new Mistake(`${url.origin} would see your token unencrypted; use https`);
  return url.origin;
}

export const isLocal = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

/** The token to send there: that of the environment, else what `login` saved, renewed when its hour is over. */
export async function tokenFor(url: string): Promise<string | undefined> {
  if (process.env.KHOBOR_TOKEN) return process.env.KHOBOR_TOKEN;
  const membership = saved(url);
  const { token, pool, client, refresh } = membership ?? {};
  if (token === undefined || !pool || !client || !refresh || !isOver(token)) return token;
  const next = (await stayIn({ pool, client, refresh })) ?? token;
  save(url, { ...membership, token: next });
  return next;
}

/** Whether a token ends within the next minute. */
const isOver = (token: string) => Date.parse(claimsOf(token).until) < Date.now() + 60_000;
