import { Card, cardOf } from '../articles/card.ts';
import { latestOf } from '../articles/lists-store.ts';
import { Live } from '../articles/live.ts';
import { findLive } from '../articles/live-store.ts';
import { type Position, readList, readUnder } from '../aws/table.ts';
import { pinnedIds } from '../fronts/pins-store.ts';
import { keys, lists } from '../keys.ts';
import type { NewsSource } from './news.ts';

/** The news, read from the table. */
export const newsFromTable: NewsSource = {
  pinnedIds,
  cardsOf: async (ids) =>
    (await Promise.all(ids.map(findLive))).flatMap((live) =>
      live?.state === 'published' ? cardOf(live) : [],
    ),
  latest: async (section, limit) => (await latestOf(section, limit)).map(cardOf),
  between: async (section, since, until) => {
    const cards: Card[] = [];
    let from: Position | undefined;
    do {
      const { items, next } = await readList(lists.live({ section }), { limit: 500, since, until, from });
      cards.push(...items.map(({ record }) => cardOf(Live.parse(record))));
      from = next;
    } while (from);
    return cards;
  },
  nearest: async (section, side, instant) => {
    const range =
      side === 'before' ? { until: before(instant) } : { since: after(instant), newestFirst: false };
    const { items } = await readList(lists.live({ section }), { limit: 1, ...range });
    return items.map(({ record }) => cardOf(Live.parse(record)))[0];
  },
  underTerm: async (term, limit) => {
    const { partition, prefix } = keys.article.underTerm;
    const { items } = await readUnder(partition({ term }), prefix, { limit, newestFirst: true });
    return items.map(({ record }) => Card.parse(record));
  },
};

const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
const after = (instant: string) => new Date(Date.parse(instant) + 1).toISOString();
