import type { Card } from '../articles/card.ts';
import type { Section } from '../newsroom.ts';
import type { Site } from './site.ts';

/** How pages that list articles ask for them. */
export type NewsSource = {
  /** Published articles of a section, newest first. */
  latest: (section: Section, limit: number) => Promise<Card[]>;
  /** Those first published between two instants, both included, newest first. */
  between: (section: Section, since: string, until: string) => Promise<Card[]>;
  /** The last one first published before an instant, or the first one after it. */
  nearest: (section: Section, side: 'before' | 'after', instant: string) => Promise<Card | undefined>;
  /** Those under a tag or of an author, newest first. */
  underTerm: (term: string, limit: number) => Promise<Card[]>;
  /** What editors keep at the top of each front (`home`, or a section), by id and in order. */
  pinnedIds: () => Promise<Record<string, string[]>>;
  /** Those of these articles that readers have, in the order given. */
  those: (ids: readonly string[]) => Promise<Card[]>;
};

/** What a page that lists articles is rendered from. */
export type News = NewsSource & {
  /** The first instant of today. A front says no more of now than the day, so it changes with the news and the day alone. */
  now: string;
  site: Site;
};

/** The most that any page asks for of a section's newest. */
const most = 30;

/** A source that passes each question on once, however many pages ask it. */
export function askOnce(source: NewsSource): NewsSource {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(question: string, ask: () => Promise<T>): Promise<T> => {
    const answer = (known.get(question) as Promise<T> | undefined) ?? ask();
    known.set(question, answer);
    return answer;
  };
  return {
    latest: async (section, limit): Promise<Card[]> =>
      limit > most
        ? source.latest(section, limit)
        : (await once(`latest ${section}`, () => source.latest(section, most))).slice(0, limit),
    between: (section, since, until) =>
      once(`between ${section} ${since} ${until}`, () => source.between(section, since, until)),
    nearest: (section, side, instant) =>
      once(`nearest ${section} ${side} ${instant}`, () => source.nearest(section, side, instant)),
    pinnedIds: () => once('pins', source.pinnedIds),
    those: (ids) => once(`those ${ids.join(' ')}`, () => source.those(ids)),
    underTerm: (term, limit) => once(`term ${term} ${limit}`, () => source.underTerm(term, limit)),
  };
}

/** What editors keep at the top of a front, as far as readers have it still. */
export const pinnedOn = async (front: string, { pinnedIds, those }: NewsSource): Promise<Card[]> =>
  those((await pinnedIds())[front] ?? []);
