import { newsroom, type Section } from '../../newsroom.ts';

export const imprintPath = '/imprint';
export const correctionsPolicyPath = '/corrections-policy';

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

export const feedTitle = (section?: Section) =>
  section ? `${newsroom.name}: ${newsroom.sections[section]}` : newsroom.name;
