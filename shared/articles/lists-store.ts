import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { readListing } from '../aws/listing.ts';
import { readable, readList, readMany } from '../aws/table.ts';
import { placeFrom, toCursor } from '../cursor.ts';
import { type Item, keys, lists } from '../keys.ts';
import { sections } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import { Article, type State } from './article.ts';
import { newestFirst } from './card.ts';
import { mayApprove } from './clearing.ts';
import { Live } from './live.ts';
import { findLive } from './live-store.ts';
import { beginOf, endOfPlaces } from './queue-place.ts';
import { asSeenBy } from './withheld.ts';

/** One batch of a list; `cursor` is set when there is more. */
export const ArticleList = z.object({
  items: z.array(z.union([Live, Article])),
  cursor: z.string().optional(),
});
export type ArticleList = z.infer<typeof ArticleList>;

/** How many articles one batch has. */
const atOnce = 50;

/**
 * A section's articles at a state, the newest first, submitted breaking news before all; those under embargo soonest
 * first. Drafts stand together by who works on them.
 */
export async function listArticles(
  section: string,
  state: State,
  cursor: string | undefined,
  roles: Actor['roles'],
): Promise<ArticleList> {
  const isPublished = state === 'published';
  const { items, ...more } = await readListing(listAt(section, state), cursor, {
    limit: atOnce,
    newestFirst: state !== 'approved',
    ...(state === 'approved' ? { where: { section } } : { until: endOfPlaces('~') }),
  });
  const seen = isPublished
    ? readable(items, Live)
    : readable(items, Article).map((article) => asSeenBy(roles, article));
  return { items: seen, ...more };
}

function listAt(section: string, state: State) {
  if (state === 'approved') return lists.due({});
  return state === 'published' ? lists.live({ section }) : lists.desk({ section, state });
}

/** DynamoDB gives articles of the same millisecond in any order: so many more are read, and put in order. */
const ties = 5;

/**
 * Published articles of a section, newest first, without those that came from an archive. With `before`, only those first
 * published before that article.
 */
export async function latestOf(section: string, limit: number, before?: Live): Promise<Live[]> {
  const { items } = await readList(lists.live({ section }), {
    limit: limit + ties,
    until: before?.publishedAt,
  });
  return readable(items, Live)
    .filter(({ id }) => id !== before?.id)
    .sort(newestFirst)
    .slice(0, limit);
}

/** Throws `invalid-input` when a pinned article is not published; the errors point at the pins. */
export async function requireLive(ids: readonly string[]): Promise<void> {
  const lives = await Promise.all(ids.map(findLive));
  const errors = lives.flatMap((live, i) =>
    live?.state === 'published'
      ? []
      : [{ pointer: `/pins/${i}/articleId`, detail: 'is not a published article' }],
  );
  if (errors.length > 0) throw new Problem('invalid-input', 'Pin published articles only', { errors });
}

/**
 * Somebody's queues: `to-approve`, what could not be rendered, and what desks got from others, breaking news first and then
 * the newest; `to-finish`,
 * drafts that they work on, the newest first; `scheduled`, what goes out when, and `expiring`, what readers lose when, the
 * soonest first; `mine`, all that they filed, in every state, the newest first.
 */
const queueNames = ['to-approve', 'to-finish', 'scheduled', 'expiring', 'mine'] as const;
export const QueueName = z.enum(queueNames, { error: () => `must be one of: ${queueNames.join(', ')}` });
export type QueueName = z.infer<typeof QueueName>;

/** One batch of a queue; `cursor` is set when there is more. */
export const Queue = z.object({ items: z.array(Article), cursor: z.string().optional() });
export type Queue = z.infer<typeof Queue>;

/**
 * A batch of somebody's queue: of fifty articles at most, for the same cost however long the queues are, but for fifty at a
 * time that one may not approve and that stand before the first one may.
 */
export async function readQueue(
  name: QueueName,
  { by, roles }: Actor,
  cursor: string | undefined,
): Promise<Queue> {
  if (name === 'mine') return filedBy({ by, roles }, cursor);
  if (name === 'to-finish') return merged(name, 'draft', beginOf(by), cursor, () => true);
  if (!roles.includes('editor')) return { items: [] };
  if (name === 'to-approve')
    return merged(
      name,
      'submitted',
      '',
      cursor,
      (article) => article.renderFailed !== undefined || mayApprove(article, by),
    );
  const soonestFirst = { limit: atOnce, newestFirst: false } as const;
  if (name === 'expiring') {
    const { items, ...more } = await readListing(lists.expiring({}), cursor, soonestFirst);
    return { items: await expiringOf(items), ...more };
  }
  const { items, ...more } = await readListing(lists.due({}), cursor, soonestFirst);
  return { items: readable(items, Article), ...more };
}

/** The articles of a list of ends, each with the end that readers' copy has: a change in work may want another. */
async function expiringOf(items: readonly Item[]): Promise<Article[]> {
  const idOf = ({ pk }: Item) => keys.article.expiry.inPk(pk).id;
  const heads = await readMany(items.map((item) => keys.article.head({ id: idOf(item) })));
  const articles = new Map(readable(heads, Article).map((article) => [article.id, article]));
  return items.flatMap((item) => {
    const article = articles.get(idOf(item));
    return article ? [{ ...article, expireAt: item.at }] : [];
  });
}

/** What somebody filed, each read from its own record. */
async function filedBy(
  { by, roles }: Pick<Actor, 'by' | 'roles'>,
  cursor: string | undefined,
): Promise<Queue> {
  const { items, ...more } = await readListing(lists.filed({ by }), cursor, {
    limit: atOnce,
    newestFirst: true,
  });
  const heads = await readMany(
    items.map(({ pk }) => keys.article.head({ id: keys.article.filed.inPk(pk).id })),
  );
  const articles = new Map(readable(heads, Article).map((article) => [article.id, asSeenBy(roles, article)]));
  const idOf = ({ pk }: Item) => keys.article.filed.inPk(pk).id;
  return { items: items.flatMap((item) => articles.get(idOf(item)) ?? []), ...more };
}

/**
 * The queues of all desks at a state as one, from the end: those places that begin so. Each place is another, so the last
 * one that was read says where to go on. Reads on while nothing of a batch is wanted.
 */
async function merged(
  name: QueueName,
  state: State,
  begin: string,
  cursor: string | undefined,
  isWanted: (article: Article) => boolean,
): Promise<Queue> {
  let last = cursor === undefined ? undefined : placeFrom(name, cursor);
  for (;;) {
    const results = await Promise.all(
      sections.map((section) =>
        readList(lists.desk({ section, state }), {
          limit: atOnce + 1,
          since: begin || '0',
          until: last ?? endOfPlaces(begin || '~'),
        }),
      ),
    );
    const places = results
      .flatMap(({ items }) => items)
      .filter(({ at = '' }) => last === undefined || at < last)
      .sort((a, b) => (placeIn(a) > placeIn(b) ? -1 : 1));
    const batch = places.slice(0, atOnce);
    const items = readable(batch, Article).filter(isWanted);
    const hasMore = places.length > atOnce;
    last = placeIn(batch.at(-1));
    if (items.length > 0 || !hasMore)
      return { items, ...(hasMore ? { cursor: toCursor({ queue: name, at: last }) } : {}) };
  }
}

const placeIn = (item: Item | undefined) => item?.at ?? '';

/**
 * What waits for somebody: the first batch of each queue. `more` has the cursors of those that go on, for
 * `/api/lists/{queue}`.
 */
export const Waiting = z.object({
  toApprove: z.array(Article),
  toFinish: z.array(Article),
  scheduled: z.array(Article),
  more: z.object({
    toApprove: z.string().optional(),
    toFinish: z.string().optional(),
    scheduled: z.string().optional(),
  }),
});
export type Waiting = z.infer<typeof Waiting>;

/** An editor approves what others filed; a reporter finishes drafts, new, returned and assigned ones. */
export async function waitingFor(actor: Actor): Promise<Waiting> {
  const [toApprove, toFinish, scheduled] = await Promise.all([
    readQueue('to-approve', actor, undefined),
    readQueue('to-finish', actor, undefined),
    readQueue('scheduled', actor, undefined),
  ]);
  return {
    toApprove: toApprove.items,
    toFinish: toFinish.items,
    scheduled: scheduled.items,
    more: { toApprove: toApprove.cursor, toFinish: toFinish.cursor, scheduled: scheduled.cursor },
  };
}
