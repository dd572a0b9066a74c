import { Mistake } from './mistake.ts';
import { savedToken } from './tokens.ts';

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

/** The token to send there: that of the environment, else the one that `login` saved. */
export const tokenFor = (url: string) => process.env.KHOBOR_TOKEN || savedToken(url);
