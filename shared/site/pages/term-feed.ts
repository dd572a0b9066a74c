import type { Card } from '../../articles/card.ts';
import { termsOf } from '../../articles/terms.ts';
import { endOfDay, startOfDay } from '../../bangla/dates.ts';
import { newsroom, sections } from '../../newsroom.ts';
import type { Change, Kind } from '../kind.ts';
import type { News } from '../news.ts';
import { feedPath, feedTitle, termFeedFiles, termKeyPath } from '../view/paths.ts';
import { carried, feedPage, inFull } from './feed.ts';
import { addressOf, nameOf, shown } from './term.tsx';

/**
 * The feeds of tags and authors. A publication writes those of a tag or an author that is new, and the next hour the
 * others, so that it costs the same whatever it is about. A change writes them at once.
 */
export const termFeeds: Kind = {
  per: 'term',
  on: ['publication', 'change', 'author', 'new hour'],
  pages: async (change, news) =>
    (await termsToWrite(change, news)).flatMap((term) =>
      termFeedFiles.map((file) => ({
        path: feedPath(termKeyPath(term), file),
        exists: async ({ underTerm }) => (await underTerm(term, shown)).cards.length > 0,
        render: async (one) => {
          const under = await one.underTerm(term, shown);
          const name = nameOf(term, under);
          const address = addressOf(term, under);
          const feed = {
            title: name === undefined ? feedTitle() : `${feedTitle()}: ${name}`,
            front: address ?? termKeyPath(term),
            cards: under.cards.slice(0, carried),
          };
          const full = await inFull(feed, newsroom.fullTextFeeds, one);
          const made = feedPage(file, full, one.site, term.replace('/', '-'));
          return { ...made, address: address && feedPath(address, file) };
        },
      })),
    ),
};

async function termsToWrite({ touches, terms, ids, days }: Change, news: News): Promise<readonly string[]> {
  if (touches.includes('new hour')) return [...terms, ...(await ofTheLastHours(days, news))];
  const isPublication = touches.length > 0 && touches.every((touch) => touch === 'publication');
  if (!isPublication) return terms;
  const isNew = terms.map(async (term) => {
    const { cards } = await news.underTerm(term, shown);
    return cards.every(({ id }) => ids.includes(id)) ? [term] : [];
  });
  return (await Promise.all(isNew)).flat();
}

/** The terms of what was published in the last two hours: one more, should a strike of the clock have been missed. */
async function ofTheLastHours(days: readonly string[], { between, hour }: News): Promise<string[]> {
  const since = new Date(Date.parse(hour) - 2 * 3_600_000).toISOString();
  const cards = await Promise.all(
    sections.flatMap((section) => days.map((day) => between(section, startOfDay(day), endOfDay(day)))),
  );
  const recent = cards.flat().filter(({ publishedAt }) => publishedAt >= since);
  return [...new Set(recent.flatMap(({ tags = [], bylines }: Card) => termsOf({ tags, bylines })))];
}
