import { type Found, foundBy } from './found.ts';

/** White space before a ।. A । after another one is left to the double-danda rule. */
export const spaceBeforeDanda = (text: string): Found[] =>
  foundBy(/(?<=[^\s।॥])\s+।/g, text, 'The । belongs right after the last word.');
