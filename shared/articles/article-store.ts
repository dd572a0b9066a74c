import { type Actor, newsroomRoles, system } from '../actor.ts';
import { commit } from '../aws/commit.ts';
import { withIdempotency } from '../aws/idempotency.ts';
import { read as readItem, readMany } from '../aws/table.ts';
import { type NewsEvent, parseEvent, withdrawals } from '../events.ts';
import { type Item, type Key, keys, lists } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { Records, Saving } from '../records.ts';
import { Article } from './article.ts';
import { publish } from './clearing.ts';
import type { Content } from './content.ts';
import { copyHashOf } from './copy-hash.ts';
import { contentIn, copyItem, copyKey, getContent } from './copy-store.ts';
import { getFacts } from './history-store.ts';
import { findLease } from './lease-store.ts';
import { correctionsOf, isTombstone, Live, openingOf, Published } from './live.ts';
import { liveChanges, wasReleased } from './live-changes.ts';
import { findLive, findPublished } from './live-store.ts';
import { filedItem, listOf } from './queue-place.ts';
import { ArticleRecord, type ArticleWithCopy } from './record.ts';
import { correctionsIn, releasesIn } from './releases.ts';
import { liveBefore } from './rendering.ts';
import { useChanges } from './uses.ts';
import { putUsesBefore } from './uses-store.ts';
import { asSeenBy, isWithheld } from './withheld.ts';
import { type Outcome, type StepName, steps } from './workflow.ts';

export async function findArticle(id: string): Promise<Article | undefined> {
  const item = await readItem(keys.article.head({ id }));
  return item && Article.parse(item.record);
}

export async function getArticle(id: string): Promise<Article> {
  const article = await findArticle(id);
  if (!article) throw new Problem('not-found', `There is no article ${id}`);
  return article;
}

/** The article with its copy; without the copy if it is killed and the caller is not a publisher. */
export async function getRecord(id: string, { by, roles, at }: Actor): Promise<ArticleRecord> {
  const article = await getArticle(id);
  if (isWithheld(article, roles)) return { ...asSeenBy(roles, article), state: 'killed' };
  const [content, live, lease] = await Promise.all([
    getContent(id, article.copyVersion),
    article.path ? findLive(id) : undefined,
    findLease(id, at),
  ]);
  const others = lease && lease.by !== by ? { lease } : {};
  return { ...article, ...content, corrections: live?.corrections ?? [], ...others };
}

/** An article with its live record and the copy that it names. */
export type Released = { article: Article; live: Live; copy: Content };

/**
 * What a release made; undefined when it was withdrawn since. One request reads it all, if `copyVersion` is that of its
 * copy.
 */
export async function findReleased(id: string, copyVersion?: number): Promise<Released | undefined> {
  const [head, live] = [keys.article.head({ id }), keys.article.live({ id })];
  const guess = copyVersion === undefined ? [] : [copyKey(id, copyVersion)];
  const items = await readMany([head, live, ...guess]);
  const itemAt = ({ sk }: Key) => items.find((item) => item.sk === sk);
  const published = itemAt(live) && Published.parse(itemAt(live)?.record);
  if (!published || isTombstone(published)) return undefined;
  const article = Article.parse(itemAt(head)?.record);
  const item = itemAt(copyKey(id, published.copyVersion));
  const copy = item ? await contentIn(item) : await getContent(id, published.copyVersion);
  return { article, live: published, copy };
}

/**
 * Marks a released revision `published` once its page is in the bucket. Marking it twice changes nothing. Throws `stale`
 * when somebody saved the article since it was read.
 */
export async function markPublished({ article, live, copy }: Released, at: string): Promise<void> {
  if (article.state !== 'released' || article.revision !== live.revision) return;
  const actor = system('renderer', at);
  await saveArticle(publish(article, live, actor), actor, { copy, before: live });
}

/** The outcome of a step, with the new copy if the step saved one, and what else is saved or deleted with it. */
export type Taken = Outcome & { content?: Content; puts?: Item[]; deletes?: Key[] };

/** The answer stored for a repeated request: the record without its copy, which is read again from the table. */
const Kept = Article.extend({ corrections: Live.shape.corrections });
type Kept = Article & { corrections: Live['corrections'] };

/**
 * Saves an article's next state with its facts, its new copy if it has one, and its new live record if readers see a
 * change. `read` is the copy and the live record as they were read with the article.
 */
export async function saveArticle(
  { article: next, facts, content, puts: beside = [], deletes: gone = [] }: Taken,
  { by, at, answerItem }: Saving<Kept>,
  read?: { copy: Content; before: Published },
): Promise<ArticleWithCopy> {
  const expectedVersion = next.version - facts.length;
  // Nothing of a withdrawal is made of the copy: it is taken, whether the copy in work can be read or not.
  const needsCopy = !facts.some(({ type }) => isWithdrawal(type));
  const [copy, known] = await Promise.all([
    content ?? read?.copy ?? (needsCopy ? getContent(next.id, next.copyVersion) : undefined),
    read?.before ?? (isFirstRelease(next) && !facts.some(wasReleased) ? undefined : findPublished(next.id)),
  ]);
  const uses = useChanges(next, facts, copy, content !== undefined);
  const article = Article.parse({
    ...next,
    since: next.since ?? at,
    pictures: uses.pictures.length > 0 ? uses.pictures : undefined,
  });
  const before = known && (await withCorrections(known));
  const earlier = before && facts.some(wasReleased) ? await earlierLive(before) : undefined;
  const { live, puts, deletes } = liveChanges(article, facts, copy, before, at, earlier);
  const corrections = correctionsOf(live ?? before);
  await commit({
    head: {
      ...keys.article.head(article),
      version: article.version,
      ...listOf(article, at),
      record: article,
    },
    expectedVersion,
    facts: facts.map(
      (fact, i): NewsEvent => parseEvent({ id: `${article.id}@${expectedVersion + i + 1}`, at, by, ...fact }),
    ),
    activity: lists.activity({ day: at.slice(0, 10) }),
    puts: [
      ...(content ? [await copyItem(article, content)] : []),
      ...(expectedVersion === 0 ? [filedItem(article)] : []),
      ...beside,
      ...puts,
      ...(await putUsesBefore(uses.puts)),
    ],
    deletes: [...deletes, ...uses.deletes, ...gone],
    answer: answerItem?.({ ...article, corrections }),
  });
  return { ...article, ...(copy ?? (await lastReadable(article, before))), corrections };
}

const isWithdrawal = (type: string) => (withdrawals as readonly string[]).includes(type);

/** The copy in work of what was withdrawn; if that cannot be read, the one that readers had. */
const lastReadable = ({ id, copyVersion }: Article, before: Published | undefined) =>
  getContent(id, copyVersion).catch((error: unknown) => {
    if (before === undefined || before.copyVersion === copyVersion) throw error;
    console.error(JSON.stringify({ unreadable: id, copyVersion, reason: String(error) }));
    return getContent(id, before.copyVersion);
  });

/** What readers had before a change that could not be rendered; undefined if they had nothing. */
async function earlierLive(live: Published): Promise<Live | undefined> {
  const released = releasesIn(await getFacts(live.id)).findLast(({ revision }) => revision < live.revision);
  if (!released) return undefined;
  const { revision, copyVersion, releasedAt } = released;
  const content = await getContent(live.id, copyVersion);
  const { body: _text, dateline: _place, source: _credit, ...told } = content;
  const shown = { ...told, ...openingOf(content) };
  const updatedAt = revision === 1 ? live.publishedAt : releasedAt;
  return liveBefore(live, { ...shown, revision, copyVersion, copyHash: copyHashOf(content), updatedAt });
}

/** Tombstones of earlier versions of Khobor lost the corrections that readers had been told of. */
async function withCorrections(before: Published): Promise<Published> {
  if (!isTombstone(before) || before.state === 'killed' || before.corrections) return before;
  return { ...before, corrections: correctionsIn(await getFacts(before.id)) };
}

/** Whether readers cannot have had the article before this save. */
const isFirstRelease = ({ path, state, revision }: Article) =>
  path === undefined || (state === 'released' && revision === 1);

/** How routes load, save and answer articles. */
export const articles: Records<Article, Taken, ArticleRecord, Kept> = {
  kind: 'art',
  path: '/api/articles',
  roles: newsroomRoles,
  who: (name) => (name in steps ? steps[name as StepName].who : undefined),
  output: ArticleRecord,
  get: getArticle,
  save: saveArticle,
  withIdempotency: (request, work) =>
    withIdempotency(request, work, (answer) => recordOf(Kept.parse(answer), request?.roles ?? [])),
};

/** A stored answer with its copy, unless the caller may no longer see that copy. */
async function recordOf({ corrections, ...article }: Kept, roles: Actor['roles']): Promise<ArticleRecord> {
  const now = await getArticle(article.id);
  if (isWithheld(now, roles)) return { ...asSeenBy(roles, now), state: 'killed' };
  return { ...article, ...(await getContent(article.id, article.copyVersion)), corrections };
}
