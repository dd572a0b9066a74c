import { type Found, foundBy } from './found.ts';

/** Characters that look like the intended one but are not found by a search for it. */
export const lookalike = (text: string): Found[] => [
  ...foundBy(/৷+/g, text, 'This is the currency numerator U+09F7; the danda is ।.'),
  ...foundBy(
    /(?<=\p{Script=Bengali}[’”)]?)\|(?=[’”)]?(?:\s+[\p{Script=Bengali}‘“(]|$))/gu,
    text,
    'This is a vertical bar; the danda is ।.',
  ),
  ...foundBy(/(?<=[\s০-৯0-9])ঃ+/g, text, 'This is a visarga; a colon is meant.'),
  ...foundBy(/(?<=[০-৯])[oO]+(?![\p{L}\p{M}])/gu, text, 'This is a Latin O; the digit ০ is meant.'),
];
