import { type Section, sections } from '../../newsroom.ts';

/** How many hues the stylesheet has: quiet ones, each of which can be read on paper and in the dark. */
export const hues = 8;

/** The class that gives a section its hue, by its place among the sections. */
export const hueOf = (section: Section) => `hue-${(sections.indexOf(section) % hues) + 1}`;
