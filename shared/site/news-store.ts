import { Card, cardOf, newestFirst } from '../articles/card.ts';
import { copyHashOf } from '../articles/copy-hash.ts';
import { findAllContents } from '../articles/copy-store.ts';
import { isTombstone, Live } from '../articles/live.ts';
import { findReadable } from '../articles/live-store.ts';
import { assetsIn } from '../articles/pictures.ts';
import { Author } from '../authors/author.ts';
import { type Position, readable, readList, readUnder } from '../aws/table.ts';
import { dayOf, endOfDay, startOfDay } from '../bangla/dates.ts';
import type { NearestDays } from '../events.ts';
import { keys, lists } from '../keys.ts';
import { findShown } from '../media/asset-store.ts';
import type { Section } from '../newsroom.ts';
import { never } from './latest.ts';
import type { FrontData } from './latest-store.ts';
import type { NewsSource } from './news.ts';
import { storyOf } from './story.ts';

/** The questions that what fronts are made of answers. */
type OfFronts = 'latest' | 'changedAt' | 'pinnedIds' | 'strip';

/** What has to be read from the table besides what fronts are made of. */
export const newsInTable: Omit<NewsSource, OfFronts> = {
  cardsOf: async (ids) => {
    const published = ids.length > 0 ? await findReadable(ids) : new Map();
    return ids.flatMap((id) => {
      const one = published.get(id);
      return one && !isTombstone(one) && one.state === 'published' ? cardOf(one) : [];
    });
  },
  storiesOf: async (ids) => {
    const lives = [...(await findReadable(ids)).values()].filter(
      (one): one is Live => !isTombstone(one) && one.state === 'published',
    );
    const copies = await findAllContents(lives);
    const shown = await findShown([...copies.values()].flatMap(assetsIn));
    return lives.flatMap((live) => {
      const copy = copies.get(live.id);
      return copy && copyHashOf(copy) === live.copyHash ? [storyOf(live, copy, shown)] : [];
    });
  },
  between: async (section, since, until) => {
    const all = await Promise.all(listsOf(section).map((list) => cardsBetween(list, since, until)));
    return all.flat().sort(newestFirst);
  },
  nearestDay: async (section, side, day) => {
    const range =
      side === 'before'
        ? { until: before(startOfDay(day)) }
        : { since: after(endOfDay(day)), newestFirst: false };
    const found = await Promise.all(listsOf(section).map((list) => readList(list, { limit: 1, ...range })));
    const lives = readable(
      found.flatMap(({ items }) => items),
      Live,
    );
    const days = lives.map(({ publishedAt }) => dayOf(publishedAt));
    return days.sort().at(side === 'before' ? -1 : 0);
  },
  underTerm: async (term, limit) => {
    const { partition, prefix } = keys.article.underTerm;
    // In the order of sort keys an author stands after its articles: the first of a query from the end.
    const both = sharedBy(prefix, keys.author.sk);
    const { items } = await readUnder(partition({ term }), both, { limit: limit + 1, newestFirst: true });
    const author = items.find(({ sk }) => sk === keys.author.sk);
    const cards = items.filter(({ sk }) => sk.startsWith(prefix)).slice(0, limit);
    return {
      cards: readable(cards, Card),
      author: author && readable([author], Author)[0],
    };
  },
};

/** The lists of what a section has published: its news, and what came from an archive. */
const listsOf = (section: Section) => [lists.live({ section }), lists.archive({ section })];

async function cardsBetween(list: string, since: string, until: string): Promise<Card[]> {
  const cards: Card[] = [];
  let from: Position | undefined;
  do {
    const { items, next } = await readList(list, { limit: 500, since, until, from });
    cards.push(...readable(items, Live).map(cardOf));
    from = next;
  } while (from);
  return cards;
}

/** The articles of one day and the days nearest to it are known; the rest is read from the table. */
export async function newsOfDay({ day, ids, nearest }: DayOfNews): Promise<typeof newsInTable> {
  const cards = (await newsInTable.cardsOf(ids)).sort(newestFirst);
  const isDay = (since: string, until: string) => since === startOfDay(day) && until === endOfDay(day);
  return {
    ...newsInTable,
    between: async (section, since, until) =>
      isDay(since, until)
        ? cards.filter((card) => card.section === section)
        : newsInTable.between(section, since, until),
    nearestDay: async (section, side, of) =>
      nearest && of === day ? nearest[section]?.[side] : newsInTable.nearestDay(section, side, of),
  };
}

type DayOfNews = {
  day: string;
  ids: readonly string[];
  nearest?: Partial<Record<Section, NearestDays>> | undefined;
};

/**
 * The news: what fronts are made of, and the rest from `others`. The index behind those may lag a moment behind the
 * latest of each section, so these are always among what it lists.
 */
export function newsOf({ latest, pinned, strip }: FrontData, others: Omit<NewsSource, OfFronts>): NewsSource {
  const cardsIn = (section: Section) => latest.get(section)?.cards ?? [];
  return {
    ...others,
    latest: async (section, limit) => cardsIn(section).slice(0, limit),
    changedAt: async (section) => latest.get(section)?.changedAt ?? never,
    pinnedIds: async () => pinned,
    strip: async () => strip,
    between: async (section, since, until) => {
      const cards = new Map((await others.between(section, since, until)).map((card) => [card.id, card]));
      for (const card of cardsIn(section)) {
        const isInside = card.publishedAt >= since && card.publishedAt <= until;
        if (isInside && card.revision > (cards.get(card.id)?.revision ?? 0)) cards.set(card.id, card);
      }
      return [...cards.values()].sort(newestFirst);
    },
    nearestDay: async (section, side, day) => {
      const days = [
        await others.nearestDay(section, side, day),
        ...cardsIn(section).map(({ publishedAt }) => dayOf(publishedAt)),
      ]
        .filter((one) => one !== undefined && (side === 'before' ? one < day : one > day))
        .sort();
      return side === 'before' ? days.at(-1) : days[0];
    },
  };
}

/** What two sort keys begin with. */
const sharedBy = (a: string, b: string) =>
  a.slice(
    0,
    [...a].findIndex((letter, i) => letter !== b[i]),
  );

const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
const after = (instant: string) => new Date(Date.parse(instant) + 1).toISOString();
