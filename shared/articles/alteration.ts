import * as z from 'zod';

/** Something of a filing that was left out or changed, because no page could show it as it was sent. */
export const Alteration = z
  .object({
    /** A JSON pointer to the field: `/headline`, `/body`. */
    pointer: z.string(),
    /** The line of a body that was sent as Markdown, from 1. */
    line: z.int().positive().optional(),
    /** The words there, at most 80 code points. */
    excerpt: z.string(),
    /** What was done, in English. */
    detail: z.string(),
  })
  .meta({ id: 'Alteration' });
export type Alteration = z.infer<typeof Alteration>;

/** At most so many are told of one filing. */
export const mostAlterations = 100;
