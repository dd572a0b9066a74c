import { type Found, foundBy } from './found.ts';

/** White space that parts a । from its sentence. A । after another is the matter of double dandas. */
export const spaceBeforeDanda = (text: string): Found[] =>
  foundBy(/(?<=[^\s।॥])\s+।/g, text, 'The । stands right after the last word.');
