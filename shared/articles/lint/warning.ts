import * as z from 'zod';

/** The rules that copy is checked against. */
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
  'several-paragraphs',
  'pasted-markup',
  'repeated-dateline',
  'uneven-table',
  'repeated-byline',
  'untold-picture',
]);
export type RuleName = z.infer<typeof RuleName>;

/** Something an editor may want to look at before approving. A warning changes nothing and refuses nothing. */
export const Warning = z
  .object({
    rule: RuleName,
    /** A JSON pointer to the text in the content: `/body/3/spans/0/text`. */
    pointer: z.string(),
    /** Offset into that text, in code points. */
    offset: z.int().nonnegative(),
    /** Length in code points. What continues into the next run is counted to the end of this one. */
    length: z.int().positive(),
    /** The text found, at most its first 80 code points. */
    excerpt: z.string(),
    /** What to look at, in English. */
    detail: z.string(),
  })
  .meta({ id: 'Warning' });
export type Warning = z.infer<typeof Warning>;
