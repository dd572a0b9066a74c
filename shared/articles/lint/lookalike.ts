import { type Found, foundBy } from './found.ts';

/** Signs that look like the one that is meant, and that no search finds. */
export const lookalike = (text: string): Found[] => [
  ...foundBy(/৷+/g, text, 'This is the currency numerator U+09F7; the danda is ।.'),
  ...foundBy(
    /(?<=\p{Script=Bengali}[’”)]?)\|(?=[’”)]?(?:\s+[\p{Script=Bengali}‘“(]|$))/gu,
    text,
    'A vertical bar stands where a । is meant.',
  ),
  ...foundBy(/(?<=[\s০-৯0-9])ঃ+/g, text, 'A visarga stands where a colon is meant.'),
  ...foundBy(/(?<=[০-৯])[oO]+(?![\p{L}\p{M}])/gu, text, 'A Latin O stands where the digit ০ is meant.'),
];
