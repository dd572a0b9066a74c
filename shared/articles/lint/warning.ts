import * as z from 'zod';

/** What copy is looked through for. */
export const RuleName = z.enum([
  'unbalanced-quotes',
  'weekday-date',
  'bangla-date',
  'double-danda',
  'space-before-danda',
  'space-after-danda',
  'mixed-digits',
  'bijoy',
  'repeated-word',
  'lookalike',
]);
export type RuleName = z.infer<typeof RuleName>;

/** Something an editor may want to look at before approving. Nothing was changed, and nothing is refused for it. */
export const Warning = z
  .object({
    rule: RuleName,
    /** Where the text stands in the content: a JSON pointer, `/body/3/spans/0/text`. */
    pointer: z.string(),
    /** Code points into that text. */
    offset: z.int().nonnegative(),
    /** Code points. What goes on in the next run of text is counted to the end of this one. */
    length: z.int().positive(),
    /** The text found, no more than its first 80 code points. */
    excerpt: z.string(),
    /** What to look at, in English. */
    detail: z.string(),
  })
  .meta({ id: 'Warning' });
export type Warning = z.infer<typeof Warning>;
