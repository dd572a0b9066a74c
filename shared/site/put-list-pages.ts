import { isTombstone, type Published } from '../articles/live.ts';
import { findAllPublished } from '../articles/live-store.ts';
import { etagOf, replacePages } from '../aws/site-bucket.ts';
import { dayOf, startOfDay } from '../bangla/dates.ts';
import type { EventData, Standing } from '../events.ts';
import { getPins } from '../fronts/pins-store.ts';
import { type Key, keys } from '../keys.ts';
import { isOutage } from '../momentary.ts';
import { keyOf } from '../page.ts';
import { Problem } from '../problem.ts';
import { settleAll } from '../settle-all.ts';
import { tagsOutdatedBy, tagsShowing } from './cache-tags.ts';
import { arranged, changeOf, merge, newDay, rebuilding } from './change.ts';
import type { Change, Kind, ListPage } from './kind.ts';
import { kindsTouchedBy, pagesOf, rebuiltPer } from './kinds.ts';
import { neighboursIn } from './latest.ts';
import { type Fold, foldIn, readFrontData, rebuildLatest } from './latest-store.ts';
import { neighboursOf, untilIndexed } from './neighbours-store.ts';
import { askOnce, type News, type NewsSource } from './news.ts';
import { newsInTable, newsOf, newsOfDay } from './news-store.ts';
import { putArticle } from './put-article.ts';
import { putMostRead, refreshMostRead } from './put-most-read.ts';
import { readSite } from './read-site.ts';
import { markSealed, readSealed } from './sealed-store.ts';

/**
 * An article that was published, changed or withdrawn, and where its previous revision was listed; `isRepictured` if only
 * its pictures changed.
 */
export type Changed = { id: string; left?: Standing | undefined; isRepictured?: boolean };

/**
 * Brings changed articles to their places in what fronts are made of, and renders every page that they touch and that
 * lists articles, each once, all from the same reading of the news. Returns the cache tags of pages that the CDN may still
 * have as they were, to be invalidated now that the bucket has the new ones, and the keys of live records that cannot be
 * read, whose pages may go on leading to what was withdrawn.
 */
export async function refreshChanged(
  facts: readonly Changed[],
  at: string,
): Promise<{ outdated: string[]; unreadable: Key[] }> {
  const begun = Date.now();
  const fold = await foldIn(
    facts.map(({ id }) => id),
    new Date(begun).toISOString(),
  );
  // A withdrawal before the publication of a move says only in the record where the article still stands.
  const articles = facts.flatMap((one) => {
    const left = fold.published.get(one.id)?.left;
    return left ? [one, { ...one, left }] : [one];
  });
  const change = merge(
    articles.flatMap(({ id, left, isRepictured }) => {
      const published = fold.published.get(id);
      return published ? [changeOf(published, left, isRepictured)] : [];
    }),
  );
  const kinds = kindsTouchedBy(change.touches);
  const isListed = ({ per, isOfTheIndex }: Kind) => per === 'day' || per === 'month' || isOfTheIndex === true;
  // Archives and sitemaps of months are read from the index, which may lag; fronts do not wait for it.
  const isOfAPastDay = change.days.some((day) => day < dayOf(at));
  const waits = isOfAPastDay || change.touches.includes('change');
  const atOnce = waits ? kinds.filter((kind) => !isListed(kind)) : kinds;
  await putPages(atOnce, change, at, fold.isFirst ? asFolded(fold) : undefined);
  if (waits) {
    const leftBy = (id: string) =>
      articles.flatMap((one) => (one.id === id && one.left ? [one.left.section] : []));
    await Promise.all(change.ids.map((id) => untilIndexed(id, leftBy(id))));
    await putPages(kinds.filter(isListed), change, at);
  }
  const unreadable = await putNeighbours(articles, fold);
  if (change.touches.includes('change')) await refreshMostRead(change.ids, at);
  const isSlow = Date.now() - begun > mostOfARender;
  if (isSlow && (await haveChanged(fold.published))) return refreshChanged(facts, at);
  const outdated = [...fold.published.values()].flatMap((one) =>
    facts.some(({ id, isRepictured }) => isRepictured && id === one.id)
      ? tagsShowing(one)
      : tagsOutdatedBy(one, at),
  );
  return { outdated: [...new Set(outdated)], unreadable };
}

/**
 * Milliseconds after which pages are checked once more. Whoever withdraws an article meanwhile repairs its pages after 45
 * seconds; a slower call would put the article back.
 */
const mostOfARender = 30_000;

/** Whether articles are at other revisions than when they were read. */
async function haveChanged(read: ReadonlyMap<string, Published>): Promise<boolean> {
  const now = await findAllPublished([...read.keys()]);
  return [...read].some(([id, { revision, state }]) => {
    const one = now.get(id);
    return one?.revision !== revision || one.state !== state;
  });
}

const isPassing = ({ code }: Problem) => code === 'busy' || code === 'stale';

/**
 * Renders the pages again that link to these articles, each once. Returns the keys of live records that cannot be read, or
 * of which no page can be made, and whose pages may link to what was withdrawn: one such page costs no other.
 */
async function putNeighbours(articles: readonly Changed[], { published, after }: Fold): Promise<Key[]> {
  const unreadable: Key[] = [];
  const found = articles.map(async ({ id, left }) => {
    const one = published.get(id);
    if (!one) return [];
    const isNew = one.revision === 1 && !isTombstone(one);
    const latest = isNew ? after.latest.get(one.section) : undefined;
    const known = latest && neighboursIn(latest, id);
    if (known) return known;
    const neighbours = await neighboursOf(one, left);
    if (isTombstone(one)) unreadable.push(...neighbours.unreadable);
    return neighbours.lives;
  });
  const neighbours = new Map((await Promise.all(found)).flat().map((one) => [one.id, one]));
  const unrendered: Key[] = [];
  await settleAll(
    [...neighbours.values()].map((live) =>
      putArticle(live).catch((error: unknown) => {
        if (isOutage(error) || (error instanceof Problem && isPassing(error))) throw error;
        console.error(JSON.stringify({ unrendered: live.id, reason: String(error) }));
        unrendered.push(keys.article.live({ id: live.id }));
      }),
    ),
  );
  const isWithdrawal = articles.some(({ id }) => {
    const one = published.get(id);
    return one !== undefined && isTombstone(one);
  });
  return isWithdrawal ? [...unreadable, ...unrendered] : unreadable;
}

/** Renders every page that a change touches which is not of an article: pins, a new hour, a new day. */
export const refreshListPages = (change: Change, at: string): Promise<void> =>
  putPages(kindsTouchedBy(change.touches), change, at);

/** What editors arranged: the fronts whose pins or strip they changed, and the articles they weighed. */
export type Arranging = { fronts: readonly string[]; weighed: readonly string[] };

/**
 * Renders the fronts that editors arranged, until they are as those were rendered. Whoever takes a change back at once finds
 * the page as it was and has nothing to write, while the page with the change may still be on its way.
 */
export async function refreshArranged({ fronts, weighed }: Arranging, at: string): Promise<void> {
  const published = weighed.length > 0 ? [...(await foldIn(weighed)).published.values()] : [];
  const all = [...fronts, ...published.map(({ section }) => section)];
  let rendered: string;
  do {
    rendered = await arrangementOf(weighed);
    await refreshListPages(arranged([...new Set(all)]), at);
  } while ((await arrangementOf(weighed)) !== rendered);
}

/** The arrangement as fronts have it: its version, and what these articles weigh in what fronts are made of. */
async function arrangementOf(ids: readonly string[]): Promise<string> {
  const [{ version }, { latest }] = await Promise.all([getPins(), readFrontData()]);
  const cards = [...latest.values()].flatMap((one) => one.cards).filter(({ id }) => ids.includes(id));
  return JSON.stringify([version, cards.map(({ id, weight }) => [id, weight])]);
}

/**
 * Renders what a new day touches, after the latest of each section was made anew from the lists. Days that a clock which
 * stood has missed are made up for.
 */
export async function refreshAtNewDay(at: string): Promise<void> {
  const sealed = await readSealed();
  await rebuildLatest();
  await refreshListPages(newDay(at, sealed.before), at);
  await putMostRead(at);
  await markSealed(dayOf(at), sealed);
}

type Rebuild = EventData<'site.rebuild-requested'>;

/** Renders the pages a rebuild asks for: of days, of months, of terms, or all others. */
export async function rebuildListPages({ archives, months, terms, fronts, there }: Rebuild, at: string) {
  for (const archive of archives) {
    const { day, sections } = archive;
    await putPages(
      rebuiltPer('day'),
      rebuilding({ sections, days: [day] }),
      at,
      await asFound(there, archive),
    );
  }
  if (months.length > 0) {
    const days = months.map((month) => `${month}-01`);
    await putPages(rebuiltPer('month'), rebuilding({ days }), at, await asFound(there));
  }
  if (terms.length > 0) await putPages(rebuiltPer('term'), rebuilding({ terms }), at, await asFound(there));
  if (!fronts) return;
  await rebuildLatest();
  await putPages(rebuiltPer('paper'), newDay(at), at);
  await putMostRead(at);
}

/** What a rebuild knows: which pages were there before it began to read, and perhaps the articles of a day. */
async function asFound(
  there: Rebuild['there'],
  archive?: Rebuild['archives'][number],
): Promise<Known | undefined> {
  if (!there) return undefined;
  const others = archive?.ids ? await newsOfDay({ ...archive, ids: archive.ids }) : newsInTable;
  return {
    // Pages of days, months and terms are made of nothing that fronts are.
    source: askOnce(newsOf({ latest: new Map(), pinned: {} }, others)),
    etags: async (pages) => new Map(pages.map(({ path }) => [keyOf(path), there[keyOf(path)]])),
  };
}

/** What is known before pages are rendered: the news, and the ETags of pages in the bucket from before it was read. */
type Known = {
  source: NewsSource;
  etags: (
    pages: readonly ListPage[],
    asNews: (source: NewsSource) => News,
  ) => Promise<ReadonlyMap<string, string | undefined>>;
};

/** A first publication: the news before it gives the pages that must be there. */
function asFolded(fold: Fold): Known {
  const { before, after } = newsAround(fold);
  return { source: after, etags: (pages, asNews) => thereBefore(pages, asNews(before)) };
}

/**
 * Renders these kinds of pages. Each page in the bucket is looked at before the news is read, unless both are known. A
 * page that turns out to be another one is looked at after all.
 */
async function putPages(kinds: readonly Kind[], change: Change, at: string, known?: Known): Promise<void> {
  const site = readSite();
  const hour = startOfHour(at);
  // The day as it is after the look: another call may have begun the next one.
  const today = () => startOfDay(dayOf(new Date().toISOString()));
  const asNews = (source: NewsSource): News => ({ ...source, now: today(), hour, site });
  const readNews = async () => asNews(askOnce(newsOf(await readFrontData(), newsInTable)));
  const pages = await pagesOf(kinds, change, known ? asNews(known.source) : await readNews());
  await replacePages(
    pages.map(({ path }) => keyOf(path)),
    async (attempt) => {
      const news = known && attempt === 1 ? asNews(known.source) : await readNews();
      return pages.map(({ path, render }) => ({ key: keyOf(path), render: () => render(news) }));
    },
    await known?.etags(pages, asNews),
  );
}

/** The news before and after articles came in for the first time. Each question is asked once for both. */
function newsAround({ before, after, published }: Fold): { before: NewsSource; after: NewsSource } {
  const now = askOnce(newsOf(after, newsInTable));
  const underTerm = (term: string, limit: number) => now.underTerm(term, limit + published.size);
  return {
    before: {
      ...newsOf(before, now),
      between: async (...range) => (await now.between(...range)).filter(({ id }) => !published.has(id)),
      underTerm: async (term, limit) => {
        const { author, cards } = await underTerm(term, limit);
        return { author, cards: cards.filter(({ id }) => !published.has(id)).slice(0, limit) };
      },
    },
    after: {
      ...now,
      underTerm: async (term, limit) => {
        const { author, cards } = await underTerm(term, limit);
        return { author, cards: cards.slice(0, limit) };
      },
    },
  };
}

/** The ETags of pages as this news gives them, by key; undefined for those that it does not have yet. */
async function thereBefore(pages: readonly ListPage[], news: News) {
  const etags = pages.map(async ({ path, render, exists }) => {
    const isThere = exists === undefined || (await exists(news));
    return [keyOf(path), isThere ? etagOf((await render(news)).body) : undefined] as const;
  });
  return new Map(await Promise.all(etags));
}

const startOfHour = (at: string) =>
  new Date(Math.floor(Date.parse(at) / 3_600_000) * 3_600_000).toISOString();
