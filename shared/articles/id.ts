import * as z from 'zod';

/** An article's id in a path. Whether it exists is another question. */
export const Id = z.strictObject({ id: z.string().max(64) });
