import { type Card, cardOf, newestFirst, type Placed } from '../articles/card.ts';
import { isTombstone, type Live, type Published } from '../articles/live.ts';
import { type Section, sections } from '../newsroom.ts';

/** A card, and how many milliseconds after its first publication's instant it came on its list, if that is known. */
export type Entry = Card & { lag?: number | undefined };

/** The newest published articles of a section, newest first, at most `depth`. Fewer are all there are. */
export type Latest = {
  section: Section;
  version: number;
  cards: readonly Entry[];
  /** When an article last came on the list, changed or left it: never earlier than it was. */
  changedAt: string;
  /** Whether it lost articles and the list may have older ones that it did not find. */
  isShort: boolean;
};

/** Articles as they are read again: the record of each, and when it came on its list, if it is new there. */
export type Read = ReadonlyMap<string, { published: Published; at?: string | undefined }>;

/** How many a section's front and its feeds show. */
export const depth = 30;

/** How many articles of its section a page links to: the newest when it was first published. */
export const linkCount = 6;

/** The latest of every section. */
export type AllLatest = ReadonlyMap<Section, Latest>;

/** The cards of a section after these articles were read again: they are in their place, or gone. */
export function folded({ section, cards }: Latest, read: Read): Entry[] {
  const others = cards.filter(({ id }) => !read.has(id));
  const listed = [...read.values()].flatMap(({ published, at }) => {
    if (!isListed(published, section)) return [];
    const before = cards.find(({ id }) => id === published.id);
    return { ...cardOf(published), lag: before?.lag ?? lagOf(published, at) };
  });
  return [...others, ...listed].sort(newestFirst).slice(0, depth);
}

/** When a section last changed, after these articles were read again. */
export function changedAt({ section, cards, changedAt: before }: Latest, read: Read): string {
  const times = [...read.values()].flatMap(({ published: one }) => {
    const isConcerned =
      one.section === section || one.left?.section === section || cards.some(({ id }) => id === one.id);
    return isConcerned ? (isTombstone(one) ? one.withdrawnAt : one.updatedAt) : [];
  });
  return [before, ...cards.map(({ updatedAt }) => updatedAt), ...times].sort().at(-1) ?? before;
}

/** Before any article. */
export const never = '1970-01-01T00:00:00.000Z';

const lagOf = ({ publishedAt }: Published, at: string | undefined) =>
  at === undefined ? undefined : Date.parse(at) - Date.parse(publishedAt);

/** Whether older articles may have to move up: a full section lost a card to something else than a newer one. */
export const hasGap = ({ section, cards }: Latest, read: Read) =>
  cards.length === depth &&
  cards.some(({ id }) => read.has(id) && !isListed(read.get(id)?.published, section));

const isListed = (one: Published | undefined, section: Section): one is Live =>
  one !== undefined &&
  !isTombstone(one) &&
  one.state === 'published' &&
  one.section === section &&
  !one.isBackdated;

/** The articles of its section that a page links to: the newest first published before it or with it. */
export const linkedBy = <C extends Placed>({ id, publishedAt }: Placed, newestFirst: readonly C[]): C[] =>
  newestFirst.filter((card) => card.id !== id && card.publishedAt <= publishedAt).slice(0, linkCount);

/**
 * The articles whose pages may have to be rendered again when an article comes in: those that link to it; and itself, if
 * one that it links to came on its list, or was corrected, after its own release, when its page was perhaps rendered.
 * Undefined when the article is older than all of these.
 */
export function neighboursIn({ cards }: Latest, id: string): Entry[] | undefined {
  const self = cards.find((card) => card.id === id);
  if (!self) return undefined;
  const linking = cards.filter((card) => linkedBy(card, cards).includes(self));
  const isLate = linkedBy(self, cards).some(
    ({ publishedAt, updatedAt, lag = 0 }) =>
      Math.max(Date.parse(publishedAt) + lag, Date.parse(updatedAt)) >= Date.parse(self.publishedAt),
  );
  return isLate ? [...linking, self] : linking;
}

/** The sections whose latest an article may be among: where it is, and where its card stands. */
export const sectionsOf = (one: Published, latest: AllLatest): Section[] =>
  sections.filter(
    (section) =>
      section === one.section ||
      section === one.left?.section ||
      latest.get(section)?.cards.some(({ id }) => id === one.id),
  );
