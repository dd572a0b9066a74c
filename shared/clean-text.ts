import { foreignSign, withoutInvisible } from './signs.ts';

/** Line ends of every operating system, of Unicode, of Word (vertical tab) and of a PDF (form feed). */
const lineEnd = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** White space within a line: spaces of every width, tabs. */
const spaces = /[^\S\n]+/g;

/** Whether a text has any visible character, not only white space and joiners. */
export const isVisible = (text: string) => /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u.test(text);

/** Length in code points, the unit of every limit on text: not UTF-16 units or bytes. */
export const lengthOf = (text: string) => [...text].length;

/** The text with runs of white space as one space, and none at the ends of lines. */
export const spaced = (text: string) => text.replace(spaces, ' ').replace(/ ?\n ?/g, '\n');

/**
 * More marks on a letter than any script has. To normalise them takes the square of their number, so it is looked for
 * before that, and after signs between them are gone.
 */
const overmarked = /\p{M}{31}/u;

/** Whether a letter has more marks than any has: such text is refused before it is normalised. */
export const isOvermarked = (text: string) => overmarked.test(text);

/** Text with `\n` line ends and without invisible signs. */
export const withPlainSigns = (text: string) => withoutInvisible(text.replace(lineEnd, '\n'));

/** A run of text as the API stores it; undefined for one that it refuses. */
export function cleanRun(raw: string): string | undefined {
  if (foreignSign(raw)) return undefined;
  const text = withPlainSigns(raw);
  if (isOvermarked(text)) return undefined;
  // A mark may be two in NFC.
  const composed = text.normalize('NFC');
  return isOvermarked(composed) ? undefined : spaced(composed);
}
