import * as z from 'zod';
import { readListPage } from '../aws/list-page.ts';
import { type Page, readList, readUnder } from '../aws/table.ts';
import type { Standing } from '../events.ts';
import { sections } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import type { NewsSource } from '../site/fronts.ts';
import type { Card, Story } from '../site/site.ts';
import { type Actor, Article, type State } from './article.ts';
import { findLive, findPublished, getStory } from './article-store.ts';
import { deskList, dueList, topicPk } from './keys.ts';
import { cardOf, isTombstone, Live, type Published } from './live.ts';

/** A page of a list; `cursor` is there when there is more. */
export const ArticleList = z.object({
  items: z.array(z.union([Live, Article])),
  cursor: z.string().optional(),
});
export type ArticleList = z.infer<typeof ArticleList>;

/** Articles at a state in a section, those that wait longest first; published ones newest first. */
export async function listArticles(
  section: string,
  state: State,
  cursor: string | undefined,
): Promise<ArticleList> {
  const list = state === 'approved' ? dueList : deskList(section, state);
  const { items, ...more } = await readListPage(list, cursor, {
    limit: 50,
    newestFirst: state === 'published',
    ...(state === 'approved' ? { where: { section } } : {}),
  });
  return {
    items: items.map(({ record }) => (state === 'published' ? Live : Article).parse(record)),
    ...more,
  };
}

/** Published articles of a section, newest first; with `before`, those first published before that article. */
export async function latestOf(section: string, limit: number, before?: Live): Promise<Live[]> {
  const { items } = await readList(deskList(section, 'published'), {
    limit: before ? limit + 1 : limit,
    until: before?.publishedAt,
  });
  const lives = items.map(({ record }) => Live.parse(record));
  return lives.filter(({ id }) => id !== before?.id).slice(0, limit);
}

/** How many articles of its section a page leads on to: the latest when it was first published. */
export const related = 6;

/** What an article's page is rendered from: the article, and those it leads on to. */
export type Spread = { story: Story; latest: Live[] };

/** What an article's page is rendered from, as it stands now; undefined once the article is withdrawn. */
export async function getSpread(id: string): Promise<Spread | undefined> {
  const live = await findLive(id);
  if (!live) return undefined;
  const [story, latest] = await Promise.all([getStory(live), latestOf(live.section, related, live)]);
  return { story, latest };
}

/**
 * Published articles whose pages lead on to this one: the next in its section, and in the one it left. They change with
 * it, and no others do.
 */
export async function leadingTo(published: Published, left: Standing | undefined): Promise<Live[]> {
  const both = [...new Set([published.section, ...(left ? [left.section] : [])])];
  return (await Promise.all(both.map((section) => successorsOf(published, section, related)))).flat();
}

/** Those first published after an article in a section, oldest first: its successors there. */
async function successorsOf({ id, publishedAt }: Published, section: string, limit: number) {
  const { items } = await readList(deskList(section, 'published'), {
    limit: limit + 1,
    newestFirst: false,
    since: publishedAt,
  });
  const lives = items.map(({ record }) => Live.parse(record));
  return lives.filter((live) => live.id !== id).slice(0, limit);
}

/**
 * What readers have of an article, as soon as the index shows it, which it may do a moment after the table does: a
 * published article on its list, a withdrawn one off it.
 */
export async function untilIndexed(id: string): Promise<Published | undefined> {
  for (let wait = 20; wait < 2_000; wait *= 2) {
    const published = await findPublished(id);
    if (!published || published.state === 'released' || (await isIndexed(published))) return published;
    await new Promise((done) => setTimeout(done, wait));
  }
  throw new Problem('busy', `${id} has changed, but the index does not show it yet`);
}

/** Whether the index says the same of an article as its record does. */
async function isIndexed(published: Published) {
  const { id, revision, section, publishedAt } = published;
  const { items }: Page = await readList(deskList(section, 'published'), {
    limit: 100,
    since: publishedAt,
    until: publishedAt,
  });
  const listed = items.map(({ record }) => Live.parse(record)).find((live) => live.id === id);
  return isTombstone(published) ? !listed : listed?.revision === revision;
}

/** How pages made of many articles ask for their news; `pinnedIds` says what editors keep at the top of fronts. */
export const newsFrom = (pinnedIds: NewsSource['pinnedIds']): NewsSource => ({
  pinnedIds,
  those: async (ids) =>
    (await Promise.all(ids.map(findLive))).flatMap((live) =>
      live?.state === 'published' ? cardOf(live) : [],
    ),
  latest: async (section, limit) => (await latestOf(section, limit)).map(cardOf),
  between: async (section, since, until) => {
    const cards: Card[] = [];
    let from: Page['next'];
    do {
      const page: Page = await readList(deskList(section, 'published'), { limit: 500, since, until, from });
      cards.push(...page.items.map(({ record }) => cardOf(Live.parse(record))));
      from = page.next;
    } while (from);
    return cards;
  },
  nearest: async (section, side, instant) => {
    const range =
      side === 'before' ? { until: before(instant) } : { since: after(instant), newestFirst: false };
    const { items } = await readList(deskList(section, 'published'), { limit: 1, ...range });
    return items.map(({ record }) => cardOf(Live.parse(record)))[0];
  },
  ofTopic: async (topic, limit) => {
    const { items } = await readUnder(topicPk(topic), 'AT#', { limit, newestFirst: true });
    return items.map(({ record }) => record as Card);
  },
});

const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
const after = (instant: string) => new Date(Date.parse(instant) + 1).toISOString();

/** Refuses pins of what readers do not have, each by its place. */
export async function requireLive(ids: readonly string[]): Promise<void> {
  const lives = await Promise.all(ids.map(findLive));
  const errors = lives.flatMap((live, i) =>
    live?.state === 'published'
      ? []
      : [{ pointer: `/pins/${i}/articleId`, detail: 'is not a published article' }],
  );
  if (errors.length > 0) throw new Problem('invalid-input', 'Pin published articles only', { errors });
}

/** What waits for someone, longest waiting first: 50 of each at most. */
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
    isEditor ? readList(dueList, { limit: 50, newestFirst: false }) : undefined,
  ]);
  return {
    toApprove: submitted.filter(({ reporter }) => reporter !== by).slice(0, 50),
    toFinish: drafts.filter(({ reporter }) => reporter === by).slice(0, 50),
    scheduled: due?.items.map(({ record }) => Article.parse(record)) ?? [],
  };
}

/** The beginning of every desk's queue at a state. */
async function queues(state: State): Promise<Article[]> {
  const pages = await Promise.all(
    sections.map((section) => readList(deskList(section, state), { limit: 100, newestFirst: false })),
  );
  const items = pages.flatMap(({ items }) => items).sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
  return items.map(({ record }) => Article.parse(record));
}
