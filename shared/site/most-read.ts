import type { Card } from '../articles/card.ts';

/** How many articles each list names: pages show five, and an article's page leaves itself out. */
const listed = 6;

/** With fewer articles there is no list: it would say nothing. */
const least = 3;

/** What is read most, as the script of the pages gets it. */
export type MostRead = Record<'today' | 'week', Pick<Card, 'path' | 'headline'>[]>;

/** The lists of what is read most, of articles that are still published. */
export function mostReadOf(
  ids: Record<keyof MostRead, readonly string[]>,
  cards: ReadonlyMap<string, Card>,
): { lists: MostRead; shown: string[] } {
  const cardsIn = (list: keyof MostRead) => {
    const some = ids[list].flatMap((id) => cards.get(id) ?? []).slice(0, listed);
    return some.length < least ? [] : some;
  };
  const all = { today: cardsIn('today'), week: cardsIn('week') };
  const lines = (some: readonly Card[]) => some.map(({ path, headline }) => ({ path, headline }));
  return {
    lists: { today: lines(all.today), week: lines(all.week) },
    shown: [...new Set([...all.today, ...all.week].map(({ id }) => id))],
  };
}
