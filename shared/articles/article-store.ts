import * as z from 'zod';
import { commit, type Item, type Key, type Page, read, readList, readUnder } from '../aws/table.ts';
import { type Fact, type NewsEvent, parseEvent } from '../events.ts';
import { Problem } from '../problem.ts';
import type { Story } from '../site/site.ts';
import { type Actor, Article, isDue, type Outcome, publish, release, type State, system } from './article.ts';
import { Content } from './content.ts';
import { copyHashOf } from './copy-hash.ts';
import { goLive, Live, storyOf } from './live.ts';

/** An article with its copy, as the API shows it. */
export type Record = Article & Content & { corrections: Live['corrections'] };

export async function getArticle(id: string): Promise<Article> {
  const item = await read(headKey(id));
  if (!item) throw new Problem('not-found', `There is no article ${id}`);
  return Article.parse(item.record);
}

/** The copy as it was saved at a version. */
export async function getContent(id: string, copyVersion: number): Promise<Content> {
  const item = await read(copyKey(id, copyVersion));
  if (!item) throw new Problem('not-found', `Article ${id} has no copy ${copyVersion}`);
  return Content.parse(item.record);
}

/** What readers have of it, if anything. */
export async function findLive(id: string): Promise<Live | undefined> {
  const item = await read(liveKey(id));
  return item && Live.parse(item.record);
}

export async function getRecord(id: string): Promise<Record> {
  const article = await getArticle(id);
  return {
    ...article,
    ...(await getContent(id, article.copyVersion)),
    corrections: await correctionsOf(article),
  };
}

/** Facts of an article in order: its history and its audit log. */
export async function getHistory(id: string): Promise<NewsEvent[]> {
  const facts: NewsEvent[] = [];
  let page: Page = { items: [], next: { sk: '' } };
  for (let after: string | undefined; page.next; after = page.next?.sk) {
    page = await readUnder(pkOf(id), 'FACT#', { limit: 200, ...(after ? { after } : {}) });
    facts.push(...page.items.map(({ record }) => parseEvent(record)));
  }
  if (facts.length === 0) throw new Problem('not-found', `There is no article ${id}`);
  return facts;
}

/** Articles at a state in a section, those that wait longest first; published ones newest first. */
export async function listArticles(
  section: string,
  state: State,
  cursor: string | undefined,
): Promise<ArticleList> {
  const list = state === 'approved' ? 'DUE' : deskList(section, state);
  const { items, next } = await readList(list, {
    limit: 50,
    newestFirst: state === 'published',
    from: fromCursor(list, cursor),
    ...(state === 'approved' ? { section } : {}),
  });
  return { items: items.map(({ record }) => record as Article | Live), cursor: next && toCursor(next) };
}

/** A page of a list; `cursor` is there when there is more. */
export type ArticleList = { items: (Article | Live)[]; cursor: string | undefined };

const Position = z.strictObject({ pk: z.string(), sk: z.string(), list: z.string(), at: z.string() });

const toCursor = (position: object) => Buffer.from(JSON.stringify(position)).toString('base64url');

function fromCursor(list: string, cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  try {
    const position = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (position.list === list && position.pk !== '' && position.sk !== '' && position.at !== '')
      return position;
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
  }
  throw new Problem('invalid-input', 'The cursor is not one of this list; begin again without it', {
    errors: [{ pointer: '/cursor', detail: 'is not one of this list' }],
  });
}

/** Published articles of a section, newest first. */
export async function latestOf(section: string, limit: number): Promise<Live[]> {
  const { items } = await readList(deskList(section, 'published'), { limit });
  return items.map(({ record }) => Live.parse(record));
}

/** Waits until the index shows a published article, which it may do a moment after the table does. */
export async function untilListed(id: string): Promise<void> {
  const live = await findLive(id);
  if (!live || !isListed(live)) return;
  for (let wait = 20; wait < 2_000; wait *= 2) {
    const { items } = await readList(deskList(live.section, 'published'), {
      limit: 10,
      until: live.publishedAt,
    });
    if (items.some(({ record }) => Live.parse(record).id === id)) return;
    await new Promise((done) => setTimeout(done, wait));
  }
  throw new Problem('busy', `${id} is published, but the index does not show it yet`);
}

/** A released article whole, for its page: the copy is the one that was approved, or this throws. */
export async function getStory(id: string): Promise<Story> {
  const live = await findLive(id);
  if (!live) throw new Problem('not-found', `Nothing of ${id} was released`);
  const content = await getContent(id, live.copyVersion);
  return storyOf(live, content, copyHashOf(content));
}

/** Notes that the page of a released revision is in the bucket. A second note of the same changes nothing. */
export async function markPublished({ id, revision, publishedAt }: Story, at: string): Promise<void> {
  const article = await getArticle(id);
  if (article.state !== 'released' || article.revision !== revision) return;
  const actor = system('renderer', at);
  await saveArticle(publish(article, publishedAt, actor), actor);
}

/** Releases every approved article whose embargo has lifted, in the order in which they are due. */
export async function releaseDue(at: string): Promise<void> {
  const actor = system('clock', at);
  let from: Page['next'];
  do {
    const page: Page = await readList('DUE', { limit: 50, newestFirst: false, until: at, from });
    for (const { pk } of page.items) await releaseOne(pk.slice(pkOf('').length), actor);
    from = page.next;
  } while (from);
}

/** Whatever else happened to it since the list was read wins: it is not due any more then, or on the next list. */
async function releaseOne(id: string, actor: Actor) {
  try {
    const article = await getArticle(id);
    if (article.state === 'approved' && isDue(article, actor.at))
      await saveArticle(release(article, actor), actor);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'stale')) throw error;
  }
}

/** Who saved what when, beside the outcome of a step. */
export type Saving = { by: string; at: string; content?: Content; once?: (article: Article) => Item };

/** Saves an article's next state with its facts, its new copy if it has one, and what readers may now see of it. */
export async function saveArticle(
  { article, facts }: Outcome,
  { by, at, content, once }: Saving,
): Promise<Record> {
  const seen = article.version - facts.length;
  const copy = content ?? (await getContent(article.id, article.copyVersion));
  const live = await liveAfter(article, facts, copy, at);
  await commit({
    head: { ...headKey(article.id), version: article.version, ...listOf(article, at), record: article },
    seen,
    facts: facts.map((fact, i) => announced(article.id, seen + i + 1, fact, { by, at })),
    puts: [...(content ? [copyItem(article, content)] : []), ...(live ? [liveItem(live)] : [])],
    once: once?.(article),
  });
  return { ...article, ...copy, corrections: live?.corrections ?? (await correctionsOf(article)) };
}

/** `LIVE` changes with release and publish and with no other step. */
async function liveAfter(article: Article, facts: readonly Fact[], copy: Content, at: string) {
  const last = facts.at(-1)?.type;
  if (last !== 'article.released' && last !== 'article.published') return undefined;
  const before = await findLive(article.id);
  if (last === 'article.released') return goLive(article, copy, before, at);
  if (!before) throw new Error(`${article.id} is published without having been released`);
  return { ...before, state: 'published' as const };
}

const correctionsOf = async ({ id, path }: Article) =>
  path ? ((await findLive(id))?.corrections ?? []) : [];

const announced = (
  id: string,
  version: number,
  fact: Fact,
  { by, at }: { by: string; at: string },
): NewsEvent => parseEvent({ id: `${id}@${version}`, at, by, ...fact });

const copyItem = (article: Article, content: Content): Item => ({
  ...copyKey(article.id, article.copyVersion),
  record: content,
});

const liveItem = (live: Live): Item => ({
  ...liveKey(live.id),
  ...(isListed(live) ? { list: deskList(live.section, 'published'), at: live.publishedAt } : {}),
  record: live,
});

/** On fronts once its page is in the bucket, and from then on while later revisions are rendered. */
const isListed = ({ state, revision }: Live) => state === 'published' || revision > 1;

/** The one list a record is on, decided by its state: its desk's queue, or the due list under embargo. */
function listOf({ section, state, publishAt }: Article, at: string): { list?: string; at?: string } {
  if (state === 'published') return {};
  return state === 'approved' && publishAt
    ? { list: 'DUE', at: publishAt }
    : { list: deskList(section, state), at };
}

const deskList = (section: string, state: State) =>
  state === 'published' ? `LIVE#${section}` : `DESK#${section}#${state}`;

const pkOf = (id: string) => `ARTICLE#${id}`;
const headKey = (id: string): Key => ({ pk: pkOf(id), sk: 'HEAD' });
const liveKey = (id: string): Key => ({ pk: pkOf(id), sk: 'LIVE' });
const copyKey = (id: string, version: number): Key => ({
  pk: pkOf(id),
  sk: `COPY#${String(version).padStart(8, '0')}`,
});
