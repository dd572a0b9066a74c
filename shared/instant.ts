import * as z from 'zod';

/** An instant as ISO 8601 in UTC with milliseconds; any offset is taken and normalised, so that strings sort by time. */
export const instant = z.iso
  .datetime({
    offset: true,
    error: 'must be an instant with a zone, as 2026-11-23T18:00:00+06:00',
    abort: true,
  })
  .refine((iso) => /^\d{4}-/.test(new Date(iso).toISOString()), {
    error: 'must lie within the years 0000 to 9999 in UTC',
    abort: true,
  })
  .overwrite((iso) => new Date(iso).toISOString());
