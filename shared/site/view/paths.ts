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

/** The feed of a section, or of the whole paper: RSS, Atom or JSON Feed. */
export const feedPath = (section?: Section, file: FeedFile = 'feed.xml') =>
  section ? `/${section}/${file}` : `/${file}`;

export type FeedFile = 'feed.xml' | 'atom.xml' | 'feed.json';

export const feedTitle = (section?: Section) =>
  section ? `${newsroom.name}: ${newsroom.sections[section]}` : newsroom.name;
