import * as z from 'zod';

/** A record's id in a path. Whether the record exists is checked later. */
export const Id = z.strictObject({ id: z.string().max(64) });
