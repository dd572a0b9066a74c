import { newsroom, type Section } from '../../newsroom.ts';

/** A section's front. */
export const sectionPath = (section: Section) => `/${section}`;

/** The feed of a section, or of the whole paper. */
export const feedPath = (section?: Section) => (section ? `/${section}/feed.xml` : '/feed.xml');

export const feedTitle = (section?: Section) =>
  section ? `${newsroom.name}: ${newsroom.sections[section]}` : newsroom.name;
