import { type Found, foundBy } from './found.ts';

/** Sentences without a space between them: এলেন।তিনি. Shown with some of the words on both sides. */
export const spaceAfterDanda = (text: string): Found[] =>
  foundBy(/[\p{L}\p{M}]{1,20}(?:।\p{L}[\p{L}\p{M}]{0,20})+/gu, text, 'A space is missing after the ।.');
