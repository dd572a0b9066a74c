import * as z from 'zod';
import { foreignSign, placeOf, withoutInvisible } from './signs.ts';

/** Line ends of every operating system, of Unicode, of Word (vertical tab) and of a PDF (form feed). */
const lineEnd = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** White space within a line: spaces of every width, tabs. */
const spaces = /[^\S\n]+/g;

/** Whether a text has any visible character, not only white space and joiners. */
export const isVisible = (text: string) => /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u.test(text);

/** Length in code points, the unit of every limit on text: not UTF-16 units or bytes. */
export const lengthOf = (text: string) => [...text].length;

/** The text with runs of white space as one space, and none at the ends of lines. */
const spaced = (text: string) => text.replace(spaces, ' ').replace(/ ?\n ?/g, '\n');

/** A string as text: see `prose`. */
const cleaned = (raw: z.ZodString) =>
  raw
    .refine((given) => foreignSign(given) === undefined, {
      error: ({ input }) => {
        const sign = foreignSign(String(input));
        return sign
          ? `holds ${sign.name} ${placeOf(sign)}${lineIn(input, sign.index)}: type that place again`
          : '';
      },
      abort: true,
    })
    .overwrite((given) => withoutInvisible(given.replace(lineEnd, '\n')))
    .refine((given) => !overmarked.test(given), {
      error: 'has more than 30 marks on one letter',
      abort: true,
    })
    .overwrite((given) => given.normalize('NFC'));

/**
 * More marks on a letter than any script has. To normalise them takes the square of their number, so it is looked for
 * before that, and after signs between them are gone.
 */
const overmarked = /\p{M}{31}/u;

/**
 * Any text: Unicode normalised to NFC, with `
 * ` line ends and without invisible signs. Text with a control or replacement character is refused with its code and place.
 */
export const prose = cleaned(z.string());

/** The line of a text of several lines, in words. */
const lineIn = (text: unknown, index: number) => {
  const lines = String(text)
    .slice(0, index)
    .split(/\r\n?|\n/);
  return String(text).includes('\n') ? ` on line ${lines.length}` : '';
};

/** A run of text, as a part of a line: its white space is folded, and may be at its ends. */
export const run = cleaned(z.string().min(1, { error: 'is empty' })).overwrite(spaced);

/**
 * Text, trimmed, its white space folded. `max` counts code points. What is far longer is refused before anything is done
 * with it.
 */
export const text = (max: number) => limited(max, (clean) => spaced(clean).trim());

/** One line of text: a headline, a name. Line ends become spaces. */
export const line = (max: number) => limited(max, (clean) => clean.replace(/\s+/g, ' ').trim());

const limited = (max: number, fold: (clean: string) => string) => {
  const tooLong = `is longer than ${max} characters (code points)`;
  return cleaned(z.string().refine((raw) => raw.length <= 20 * max, { error: tooLong, abort: true }))
    .overwrite(fold)
    .refine(isVisible, { error: 'is empty' })
    .refine((clean) => lengthOf(clean) <= max, { error: tooLong })
    .meta({ minLength: 1, maxLength: max });
};
