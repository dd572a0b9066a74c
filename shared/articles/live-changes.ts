import { type Fact, publications } from '../events.ts';
import { type Item, type Key, keys, lists } from '../keys.ts';
import type { Article } from './article.ts';
import { cardOf } from './card.ts';
import type { Content } from './content.ts';
import {
  backAgain,
  endOf,
  goLive,
  isTombstone,
  type Live,
  listOfLive,
  type Published,
  termsListing,
  withdrawn,
} from './live.ts';

type Changes = { live: Published | undefined; puts: Item[]; deletes: Key[] };

/**
 * What a step changes for readers: the new `LIVE` record, if the step makes one, and the items that must agree with it.
 * Saved in the step's own transaction. A withdrawal needs no copy.
 */
export function liveChanges(
  article: Article,
  facts: readonly Fact[],
  copy: Content | undefined,
  before: Published | undefined,
  at: string,
  earlier?: Live,
): Changes {
  if (facts.some(wasReleased)) return takenBack(article, before, earlier);
  const step = facts.findLast(({ type }) => changesLive(type))?.type;
  const live = liveAfter(step, article, copy, before, at);
  if (!live) return { live, puts: [], deletes: [] };
  const expiry = endOf(live);
  // A released article is listed once its page is there, which is when it is published.
  const isShown = step === 'article.repictured' && live.state === 'published';
  const isListed = step === 'article.published' || isShown || isTombstone(live);
  const terms = isListed ? termChanges(live) : { puts: [], deletes: [] };
  return {
    live,
    puts: [liveItem(live), ...(expiry ? [expiryItem(article.id, expiry)] : []), ...terms.puts],
    deletes: [...(endOf(before) && !expiry ? [keys.article.expiry(article)] : []), ...terms.deletes],
  };
}

/** Whether a step takes back a release that could not be rendered. */
export const wasReleased = ({ type, data }: Fact) => type === 'article.returned' && data.wasReleased === true;

/** Readers have what they had before the release: `earlier`, or nothing. */
function takenBack(article: Article, before: Published | undefined, earlier: Live | undefined): Changes {
  const end = endOf(earlier);
  if (earlier)
    return {
      live: earlier,
      puts: [liveItem(earlier), ...(end ? [expiryItem(article.id, end)] : [])],
      deletes: endOf(before) && !end ? [keys.article.expiry(article)] : [],
    };
  return {
    live: undefined,
    puts: [],
    deletes: [keys.article.live(article), ...(endOf(before) ? [keys.article.expiry(article)] : [])],
  };
}

const changesLive = (type: Fact['type']) =>
  [
    ...publications,
    'article.approved',
    'article.released',
    'article.reinstated',
    'article.rescheduled',
    'article.repictured',
    'article.weighed',
  ].includes(type);

/** The new `LIVE` record. Only release, publish, withdrawals, what takes them back or moves them, and its weight change it. */
function liveAfter(
  step: Fact['type'] | undefined,
  article: Article,
  copy: Content | undefined,
  before: Published | undefined,
  at: string,
): Published | undefined {
  switch (step) {
    case 'article.released':
      return copy && goLive(article, copy, before, at);
    case 'article.reinstated':
      return copy && before && backAgain(article, copy, before, at);
    case 'article.approved':
    case 'article.rescheduled':
      return before && !isTombstone(before) ? withEnd(article, before) : undefined;
    case 'article.weighed':
      return before && !isTombstone(before) ? { ...before, weight: article.weight } : undefined;
    case 'article.published':
      return before && !isTombstone(before) ? { ...before, state: 'published' } : undefined;
    case 'article.repictured':
      return before;
    case 'article.retracted':
    case 'article.unpublished':
    case 'article.expired':
    case 'article.killed':
      return before && withdrawn(article, before);
    default:
      // A change that was approved, and is so no more, holds up no end.
      return before && !isTombstone(before) && before.ownEnd !== undefined && article.state !== 'approved'
        ? withEnd(article, before)
        : undefined;
  }
}

/**
 * What readers have, with the end that an editor said: of a published article at once; of an approved change when they would
 * lose the article before the change comes, for as long as it is approved. Undefined if that changes nothing.
 */
function withEnd({ state, publishAt, expireAt }: Article, before: Live): Live | undefined {
  const { ownEnd, ...live } = before;
  const own = ownEnd ?? live.expireAt;
  if (state === 'published') return { ...live, expireAt };
  const isBefore = publishAt !== undefined && own !== undefined && own <= publishAt;
  if (state === 'approved' && isBefore) return { ...live, expireAt, ownEnd: own };
  return ownEnd === undefined ? undefined : { ...live, expireAt: own };
}

/** An article is listed under its tags and authors when it is published, until a correction or a withdrawal. */
function termChanges(live: Published): { puts: Item[]; deletes: Key[] } {
  const now = isTombstone(live) ? [] : live.terms;
  const gone = termsListing(live).filter((term) => !now.includes(term));
  const record = isTombstone(live) ? undefined : cardOf(live);
  const { id, publishedAt } = live;
  return {
    puts: now.map((term) => ({ ...keys.article.underTerm({ term, publishedAt, id }), record })),
    deletes: gone.map((term) => keys.article.underTerm({ term, publishedAt, id })),
  };
}

/** An article is on its section's list from when its page is in the bucket until it is withdrawn. */
const liveItem = (live: Published): Item => ({
  ...keys.article.live(live),
  ...(live.state === 'published' ? { list: listOfLive(live), at: live.publishedAt } : {}),
  record: live,
});

const expiryItem = (id: string, expireAt: string): Item => ({
  ...keys.article.expiry({ id }),
  list: lists.expiring({}),
  at: expireAt,
  record: {},
});
