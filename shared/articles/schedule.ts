import { Problem } from '../problem.ts';
import { type Article, isLive } from './article.ts';

/**
 * From when until when readers are to have an article, as ISO instants; either end may be open. A time that is missing
 * stays as it was wanted before; null removes it.
 */
export type Schedule = { publishAt?: string | null | undefined; expireAt?: string | null | undefined };

/** For how long readers have an article at least, in milliseconds: its page is to be there before its end. */
const shortest = 30_000;

const later = (at: string, milliseconds: number) => new Date(Date.parse(at) + milliseconds).toISOString();

/**
 * The times that an article is wanted for, after a change. Throws `invalid-input` for a time that has passed, and for an
 * end that would come before readers could have it. A wanted `publishAt` may have passed since: it is due. The end of
 * what readers have is the clock's matter, even if it has passed.
 */
export function wantedTimes(
  article: Article,
  { publishAt, expireAt }: Schedule,
  at: string,
): { publishAt: string | undefined; expireAt: string | undefined } {
  const from = publishAt === undefined ? article.publishAt : (publishAt ?? undefined);
  const until = expireAt === undefined ? article.expireAt : (expireAt ?? undefined);
  if (publishAt && publishAt <= at)
    throw refusal('/publishAt', 'has passed: send a later instant, or null to publish at once');
  if (expireAt && expireAt <= at)
    throw refusal('/expireAt', 'has passed: send a later instant, or null for no end');
  const isUntouched = isLive(article) && !publishAt && !expireAt;
  const least = later(from !== undefined && from > at ? from : at, shortest);
  if (until !== undefined && !isUntouched && until < least)
    throw publishAt && !expireAt
      ? refusal(
          '/publishAt',
          `is not before its end, ${until}: send expireAt as well, or null there for no end`,
        )
      : refusal('/expireAt', notAfter(from, until, at));
  return { publishAt: from, expireAt: until };
}

function notAfter(from: string | undefined, until: string, at: string) {
  const seconds = shortest / 1000;
  if (from !== undefined && from > at)
    return `must be at least ${seconds} seconds later than publishAt, ${from}; or null for no end`;
  return until > at
    ? `is ${until}, less than ${seconds} seconds from now: send a later instant, or null for no end`
    : `was to be ${until}, which has passed: send a later instant, or null for no end`;
}

const refusal = (pointer: string, detail: string) =>
  new Problem('invalid-input', `Nobody could read it at these times: ${pointer.slice(1)} ${detail}`, {
    errors: [{ pointer, detail }],
  });
