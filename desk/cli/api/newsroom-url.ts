import { UsageError } from '../usage-error.ts';

const localNewsroom = 'http://localhost:8080';

/** The origin of the newsroom: of --url, else KHOBOR_URL, else this machine. Refuses to send a token unencrypted. */
export function newsroomUrl(option: string | undefined): string {
  const text = option ?? (process.env.KHOBOR_URL || localNewsroom);
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`"${text}" is no address of a newsroom; give one such as https://news.example`);
  if (url.protocol === 'http:' && !isLocal(url.origin))
    throw new UsageError(`${url.origin} would get your token unencrypted; use https`);
  return url.origin;
}

export const isLocal = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
