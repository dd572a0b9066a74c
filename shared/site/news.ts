import type { Card } from '../articles/card.ts';
import type { Author } from '../authors/author.ts';
import type { Strip } from '../fronts/pins.ts';
import type { Section } from '../newsroom.ts';
import type { Site } from './site.ts';
import type { Story } from './story.ts';

/** What is under a term: articles, newest first, and who an author is, if that has been said. */
export type UnderTerm = { cards: Card[]; author?: Author | undefined };

/** The queries of pages that list articles. */
export type NewsSource = {
  /** The newest published articles of a section, newest first, at most thirty. */
  latest: (section: Section, limit: number) => Promise<Card[]>;
  /** When a section last changed for readers: never earlier than it was. */
  changedAt: (section: Section) => Promise<string>;
  /** Articles first published between two instants, both inclusive, newest first. */
  between: (section: Section, since: string, until: string) => Promise<Card[]>;
  /** The last day before a day on which articles were published, or the first one after it. */
  nearestDay: (section: Section, side: 'before' | 'after', day: string) => Promise<string | undefined>;
  /** Articles under a tag or by an author. */
  underTerm: (term: string, limit: number) => Promise<UnderTerm>;
  /** The pinned articles of each front (`home`, or a section), by id and in order. */
  pinnedIds: () => Promise<Record<string, string[]>>;
  /** The strip of breaking news on all fronts, if one is raised. */
  strip: () => Promise<Strip | undefined>;
  /** Those of these articles that are published, in the given order. */
  cardsOf: (ids: readonly string[]) => Promise<Card[]>;
  /** Those of these articles that are published, with their copies. */
  storiesOf: (ids: readonly string[]) => Promise<Story[]>;
};

/** Everything a page that lists articles is rendered from. */
export type News = NewsSource & {
  /**
   * The first instant of today. Fronts show the day but no time of day, so that they change only with the news and the
   * day.
   */
  now: string;
  /** The first instant of this hour. It says which pages are touched; no page shows it. */
  hour: string;
  site: Site;
};

/** Caches the queries of a source, so that each is made once however many pages ask it. */
export function askOnce(source: NewsSource): NewsSource {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(question: string, ask: () => Promise<T>): Promise<T> => {
    const answer = (known.get(question) as Promise<T> | undefined) ?? ask();
    known.set(question, answer);
    return answer;
  };
  return {
    latest: (section, limit) => once(`latest ${section} ${limit}`, () => source.latest(section, limit)),
    changedAt: source.changedAt,
    between: (section, since, until) =>
      once(`between ${section} ${since} ${until}`, () => source.between(section, since, until)),
    nearestDay: (section, side, day) =>
      once(`nearest ${section} ${side} ${day}`, () => source.nearestDay(section, side, day)),
    pinnedIds: () => once('pins', source.pinnedIds),
    strip: source.strip,
    storiesOf: (ids) => once(`stories of ${ids.join(' ')}`, () => source.storiesOf(ids)),
    cardsOf: (ids) => once(`cards of ${ids.join(' ')}`, () => source.cardsOf(ids)),
    underTerm: (term, limit) => once(`term ${term} ${limit}`, () => source.underTerm(term, limit)),
  };
}

/** The strip as fronts show it: its text, and the path it leads to. */
export type StripLine = { text: string; path?: string };

/** The strip of breaking news; none while the article that it leads to is withdrawn. */
export async function stripOf({ strip, cardsOf }: NewsSource): Promise<StripLine | undefined> {
  const raised = await strip();
  if (raised?.articleId === undefined) return raised && { text: raised.text };
  const [card] = await cardsOf([raised.articleId]);
  return card && { text: raised.text, path: card.path };
}

/** The pinned articles of a front that are still published. */
export const pinnedOn = async (front: string, { pinnedIds, cardsOf }: NewsSource): Promise<Card[]> =>
  cardsOf((await pinnedIds())[front] ?? []);
