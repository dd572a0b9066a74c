import { type Named, spelledInAddress } from '../../articles/terms.ts';
import { newsroom, type Section } from '../../newsroom.ts';

export const imprintPath = '/imprint';
export const correctionsPolicyPath = '/corrections-policy';
export const newsletterPath = '/newsletter';
export const preferencesPath = '/preferences';
export const myDataPath = '/my-data';
export const privacyPath = '/privacy';
export const contactPath = '/contact';
export const termsPath = '/terms';

/** What is read most, as the pages' script gets it. */
export const mostReadPath = '/most-read.json';

/** Where readers choose a day; the edge leads on from `/archive?day=2026-11-24`. */
export const archiveSearchPath = '/archive';

/** Where the page of a tag or an author lies: by its id, whatever its name is. */
export const termKeyPath = (term: string) => `/${term}`;

/** The address of the page of a tag or an author, percent-encoded: by its name where it can be. */
export function termPath(named: Named): string {
  const spelled = spelledInAddress(named);
  const [kind] = named.term.split('/');
  return spelled === undefined ? termKeyPath(named.term) : `/${kind}/${encodeURIComponent(spelled)}`;
}

/** The archive of a day (`2026-11-24`), of a section or of the whole paper. */
export const archivePath = (day: string, section?: Section) =>
  section ? `/${section}/archive/${day}` : `/archive/${day}`;

/** A section's front. */
export const sectionPath = (section: Section) => `/${section}`;

/** The feed of a front, a tag or an author, by its path: RSS, Atom or JSON Feed. */
export const feedPath = (front: string, file: FeedFile = 'feed.xml') =>
  `${front === '/' ? '' : front}/${file}`;

export type FeedFile = 'feed.xml' | 'atom.xml' | 'feed.json';

/** The feeds of a tag or an author: RSS and JSON. Atom has to say when the whole was last changed, which no record says of a tag. */
export const termFeedFiles: readonly FeedFile[] = ['feed.xml', 'feed.json'];

/** The files of each feed, with their types. */
export const feedFiles = [
  ['feed.xml', 'application/rss+xml'],
  ['atom.xml', 'application/atom+xml'],
  ['feed.json', 'application/feed+json'],
] as const satisfies [FeedFile, string][];

export const feedTitle = (section?: Section) =>
  section ? `${newsroom.name}: ${newsroom.sections[section]}` : newsroom.name;
