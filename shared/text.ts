import * as z from 'zod';

/**
 * Characters that no text may contain: C0 and C1 controls other than tab and line feed, overrides of writing direction,
 * Unicode's non-characters, and the replacement character.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const foreign = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\uFFFD-\uFFFF]/;

/** Line ends of every operating system, and Unicode's own. */
const lineEnd = /\r\n?|[\u2028\u2029]/g;

/** Whether a text has any visible character, not only white space and joiners. */
export const isVisible = (text: string) => /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u.test(text);

/** Length in code points, the unit of every limit on text: not UTF-16 units or bytes. */
export const lengthOf = (text: string) => [...text].length;

/**
 * Any text: well-formed Unicode without control characters, normalised to NFC and `
 * ` line ends. Other input is refused with the reason.
 */
export const prose = z
  .string()
  .refine((raw) => raw.isWellFormed(), {
    error: 'holds half of a surrogate pair; send whole characters',
    abort: true,
  })
  .refine((raw) => !foreign.test(raw.replace(lineEnd, '\n')), {
    error: 'holds control or replacement characters; remove them',
    abort: true,
  })
  .overwrite((raw) => raw.replace(lineEnd, '\n').normalize('NFC'));

/** Text, trimmed. `max` counts code points. */
export const text = (max: number) =>
  prose
    .overwrite((clean) => clean.trim())
    .refine(isVisible, { error: 'is empty' })
    .refine((clean) => lengthOf(clean) <= max, { error: `is longer than ${max} characters (code points)` })
    .meta({ minLength: 1, maxLength: max });

/** One line of text: a headline, a name. */
export const line = (max: number) =>
  text(max)
    .refine((clean) => !clean.includes('\n'), { error: 'must be on one line' })
    .meta({ minLength: 1, maxLength: max });
