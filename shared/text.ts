import * as z from 'zod';
import { isOvermarked, isVisible, lengthOf, spaced, withPlainSigns } from './clean-text.ts';
import { foreignSign, placeOf } from './signs.ts';

/** Refuses a letter with more marks than any has. */
export const overmarked = { error: 'has more than 30 marks on one letter', abort: true };

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
    .overwrite((given) => withPlainSigns(given))
    .refine((given) => !isOvermarked(given), overmarked)
    .overwrite((given) => given.normalize('NFC'))
    // A mark may be two in NFC. What is taken is stored, and is to be taken when it is read again.
    .refine((given) => !isOvermarked(given), overmarked);

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
export const run = cleaned(z.string().min(1, { error: 'is empty' }))
  .overwrite(spaced)
  .refine((clean) => clean !== '', { error: 'is empty' });

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
