import { commit, type Item, type Key, read } from '../aws/table.ts';
import { type Fact, type NewsEvent, parseEvent } from '../events.ts';
import { Problem } from '../problem.ts';
import type { Story } from '../site/site.ts';
import { topicsOf } from '../site/topic.ts';
import { type Actor, Article, type Outcome, publish, system } from './article.ts';
import type { Content } from './content.ts';
import { copyHashOf } from './copy-hash.ts';
import { copyItem, getContent } from './copy-store.ts';
import {
  activityList,
  deskList,
  dueList,
  expiringList,
  expiryKey,
  headKey,
  liveKey,
  topicKey,
} from './keys.ts';
import { findLease } from './lease-store.ts';
import {
  cardOf,
  goLive,
  isTombstone,
  type Live,
  Published,
  storyOf,
  topicsWhere,
  withdrawn,
} from './live.ts';
import type { ArticleRecord, Whole } from './record.ts';

export async function getArticle(id: string): Promise<Article> {
  const item = await read(headKey(id));
  if (!item) throw new Problem('not-found', `There is no article ${id}`);
  return Article.parse(item.record);
}

/** What readers have of it: the article, or the notice in its place; nothing before it has gone out. */
export async function findPublished(id: string): Promise<Published | undefined> {
  const item = await read(liveKey(id));
  return item && Published.parse(item.record);
}

/** What readers can read of it, if anything. */
export async function findLive(id: string): Promise<Live | undefined> {
  const published = await findPublished(id);
  return published && !isTombstone(published) ? published : undefined;
}

/** The article with its copy, as far as the caller may see it. */
export async function getRecord(id: string, { by, roles, at }: Actor): Promise<ArticleRecord> {
  const article = await getArticle(id);
  if (isWithheld(article, roles)) return { ...article, state: 'killed' };
  const [content, live, lease] = await Promise.all([
    getContent(id, article.copyVersion),
    article.path ? findLive(id) : undefined,
    findLease(id, at),
  ]);
  const others = lease && lease.by !== by ? { lease } : {};
  return { ...article, ...content, corrections: live?.corrections ?? [], ...others };
}

/** The copy of a killed article is its publishers' alone. */
export const isWithheld = ({ state }: Article, roles: Actor['roles']) =>
  state === 'killed' && !roles.includes('publisher');

/** A released article whole, for its page: the copy is the one that was approved, or this throws. */
export async function getStory(live: Live): Promise<Story> {
  const content = await getContent(live.id, live.copyVersion);
  return storyOf(live, content, copyHashOf(content));
}

/** Notes that the page of a released revision is in the bucket. A second note of the same changes nothing. */
export async function markPublished({ id, revision, publishedAt, left }: Live, at: string): Promise<void> {
  const article = await getArticle(id);
  if (article.state !== 'released' || article.revision !== revision) return;
  const actor = system('renderer', at);
  await saveArticle(publish(article, { publishedAt, left }, actor), actor);
}

/** Who saved what when, beside the outcome of a step. */
export type Saving = {
  by: string;
  at: string;
  content?: Content | undefined;
  once?: ((answer: Answer) => Item) | undefined;
};

/** A record without its copy: what a repeated request is answered from. */
export type Answer = Article & { corrections: Live['corrections'] };

/** Saves an article's next state with its facts, its new copy if it has one, and what readers may now see of it. */
export async function saveArticle(
  { article: next, facts }: Outcome,
  { by, at, content, once }: Saving,
): Promise<Whole> {
  const article = Article.parse(next);
  const seen = article.version - facts.length;
  const [copy, before] = await Promise.all([
    content ?? getContent(article.id, article.copyVersion),
    article.path ? findPublished(article.id) : undefined,
  ]);
  const live = liveAfter(article, facts, copy, before, at);
  const corrections = correctionsIn(live ?? before);
  const topics = topicItems(facts, live);
  await commit({
    head: { ...headKey(article.id), version: article.version, ...listOf(article, at), record: article },
    seen,
    facts: facts.map((fact, i) => announced(article.id, seen + i + 1, fact, { by, at })),
    activity: activityList(at),
    puts: [
      ...(content ? [await copyItem(article, content)] : []),
      ...(live ? [liveItem(live)] : []),
      ...(live && endOf(live) ? [expiryItem(article.id, endOf(live))] : []),
      ...topics.puts,
    ],
    deletes: [...(live && endOf(before) && !endOf(live) ? [expiryKey(article.id)] : []), ...topics.deletes],
    once: once?.({ ...article, corrections }),
  });
  return { ...article, ...copy, corrections };
}

/** `LIVE` changes with release and publish, with what withdraws, and with no other step. */
function liveAfter(
  article: Article,
  facts: readonly Fact[],
  copy: Content,
  before: Published | undefined,
  at: string,
): Published | undefined {
  switch (facts.at(-1)?.type) {
    case 'article.released':
      return goLive(article, copy, before, at);
    case 'article.published':
      return before && !isTombstone(before) ? { ...before, state: 'published' } : undefined;
    case 'article.retracted':
    case 'article.expired':
    case 'article.killed':
      return before && withdrawn(article, before);
    default:
      return undefined;
  }
}

const correctionsIn = (published: Published | undefined) =>
  published && !isTombstone(published) ? published.corrections : [];

const endOf = (published: Published | undefined) =>
  published && !isTombstone(published) ? published.expireAt : undefined;

const announced = (
  id: string,
  version: number,
  fact: Fact,
  { by, at }: { by: string; at: string },
): NewsEvent => parseEvent({ id: `${id}@${version}`, at, by, ...fact });

/** The pages of tags and authors gain an article when it is published, and lose it with a correction or a withdrawal. */
function topicItems(facts: readonly Fact[], live: Published | undefined): { puts: Item[]; deletes: Key[] } {
  if (!live || facts.at(-1)?.type === 'article.released') return { puts: [], deletes: [] };
  const now = isTombstone(live) ? [] : topicsOf(live);
  const gone = topicsWhere(live).filter((topic) => !now.includes(topic));
  const record = isTombstone(live) ? undefined : cardOf(live);
  return {
    puts: now.map((topic) => ({ ...topicKey(topic, live), record })),
    deletes: gone.map((topic) => topicKey(topic, live)),
  };
}

/** On fronts from when its page is in the bucket until it is withdrawn. */
const liveItem = (live: Published): Item => ({
  ...liveKey(live.id),
  ...(live.state === 'published' ? { list: deskList(live.section, 'published'), at: live.publishedAt } : {}),
  record: live,
});

const expiryItem = (id: string, expireAt: string | undefined): Item => ({
  ...expiryKey(id),
  list: expiringList,
  at: expireAt,
  record: {},
});

/** The one list a record is on, decided by its state: its desk's queue, or the due list under embargo. */
function listOf({ section, state, publishAt }: Article, at: string): { list?: string; at?: string } {
  if (state === 'published') return {};
  return state === 'approved' && publishAt
    ? { list: dueList, at: publishAt }
    : { list: deskList(section, state), at };
}
