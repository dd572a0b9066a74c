import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { readListing } from '../aws/listing.ts';
import { readList } from '../aws/table.ts';
import { lists } from '../keys.ts';
import { sections } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import { Article, type State } from './article.ts';
import { newestFirst } from './card.ts';
import { Live } from './live.ts';
import { findLive } from './live-store.ts';

/** One batch of a list; `cursor` is set when there is more. */
export const ArticleList = z.object({
  items: z.array(z.union([Live, Article])),
  cursor: z.string().optional(),
});
export type ArticleList = z.infer<typeof ArticleList>;

/** A section's articles at a state, those waiting longest first; published ones newest first. */
export async function listArticles(
  section: string,
  state: State,
  cursor: string | undefined,
): Promise<ArticleList> {
  const isPublished = state === 'published';
  const { items, ...more } = await readListing(listAt(section, state), cursor, {
    limit: 50,
    newestFirst: isPublished,
    ...(state === 'approved' ? { where: { section } } : {}),
  });
  return { items: items.map(({ record }) => (isPublished ? Live : Article).parse(record)), ...more };
}

function listAt(section: string, state: State) {
  if (state === 'approved') return lists.due({});
  return state === 'published' ? lists.live({ section }) : lists.desk({ section, state });
}

/** DynamoDB gives articles of the same millisecond in any order: so many more are read, and put in order. */
const ties = 5;

/** Published articles of a section, newest first. With `before`, only those first published before that article. */
export async function latestOf(section: string, limit: number, before?: Live): Promise<Live[]> {
  const { items } = await readList(lists.live({ section }), {
    limit: limit + ties,
    until: before?.publishedAt,
  });
  const lives = items.map(({ record }) => Live.parse(record));
  return lives
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

/** The articles that wait for one person, longest waiting first, at most 50 of each kind. */
export const Waiting = z.object({
  toApprove: z.array(Article),
  toFinish: z.array(Article),
  scheduled: z.array(Article),
});
export type Waiting = z.infer<typeof Waiting>;

/** An editor approves what others filed; a reporter finishes drafts, new and returned ones. */
export async function waitingFor({ by, roles }: Actor): Promise<Waiting> {
  const isEditor = roles.includes('editor');
  const [submitted, drafts, due] = await Promise.all([
    isEditor ? queues('submitted') : [],
    roles.includes('reporter') ? queues('draft') : [],
    isEditor ? readList(lists.due({}), { limit: 50, newestFirst: false }) : undefined,
  ]);
  return {
    toApprove: submitted.filter(({ reporter }) => reporter !== by).slice(0, 50),
    toFinish: drafts.filter(({ reporter }) => reporter === by).slice(0, 50),
    scheduled: due?.items.map(({ record }) => Article.parse(record)) ?? [],
  };
}

/** The first articles of every desk's queue at a state, merged by time. */
async function queues(state: State): Promise<Article[]> {
  const results = await Promise.all(
    sections.map((section) => readList(lists.desk({ section, state }), { limit: 100, newestFirst: false })),
  );
  const items = results.flatMap(({ items }) => items).sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
  return items.map(({ record }) => Article.parse(record));
}
