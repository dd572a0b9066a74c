import { newsroom, type Section } from '../../newsroom.ts';

export const imprintPath = '/imprint';
export const correctionsPolicyPath = '/corrections-policy';
export const newsletterPath = '/newsletter';
export const preferencesPath = '/preferences';
export const myDataPath = '/my-data';
export const privacyPath = '/privacy';
export const contactPath = '/contact';
export const termsPath = '/terms';

/** Where readers choose a day; the edge leads on from `/archive?day=2026-11-24`. */
export const archiveSearchPath = '/archive';

/** The page of a tag or an author. */
export const termPath = (term: string) => `/${term}`;

/** The archive of a day (`2026-11-24`), of a section or of the whole paper. */
export const archivePath = (day: string, section?: Section) =>
  section ? `/${section}/archive/${day}` : `/archive/${day}`;

/** A section's front. */
export const sectionPath = (section: Section) => `/${section}`;

/** The feed of a front, a tag or an author, by its path: RSS, Atom or JSON Feed. */
export const feedPath = (front: string, file: FeedFile = 'feed.xml') =>
  `${front === '/' ? '' : front}/${file}`;

export type FeedFile = 'feed.xml' | 'atom.xml' | 'feed.json';

/** The files of each feed, with their types. */
export const feedFiles = [
  ['feed.xml', 'application/rss+xml'],
  ['atom.xml', 'application/atom+xml'],
  ['feed.json', 'application/feed+json'],
] as const satisfies [FeedFile, string][];

export const feedTitle = (section?: Section) =>
  section ? `${newsroom.name}: ${newsroom.sections[section]}` : newsroom.name;
