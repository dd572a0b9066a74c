import * as z from 'zod';

/** The fields of a content in the order of its page. */
export const Field = z.enum([
  'section',
  'shoulder',
  'headline',
  'standfirst',
  'bylines',
  'lead',
  'dateline',
  'body',
  'source',
  'tags',
  'slug',
  'alert',
]);
export type Field = z.infer<typeof Field>;

/** A piece of text that is in both texts, or only in the old or the new one. */
export const Part = z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() });
export type Part = z.infer<typeof Part>;

/** The fields that differ between two contents, each as one text whose parts are the same, removed or added. */
export const Diff = z.array(z.object({ field: Field, parts: z.array(Part) }));
export type Diff = z.infer<typeof Diff>;
