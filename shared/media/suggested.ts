import * as z from 'zod';

/** What a picture's own metadata says of it, as text that nobody has read yet. Never where it was taken. */
export const Suggested = z.object({
  alt: z.string().optional(),
  caption: z.string().optional(),
  credit: z.string().optional(),
  headline: z.string().optional(),
  keywords: z.array(z.string()).optional(),
});
export type Suggested = z.infer<typeof Suggested>;
