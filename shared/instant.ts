import * as z from 'zod';

/**
 * An ISO 8601 instant in UTC with milliseconds. Input with any offset is normalised, so that instants sort as strings.
 */
export const instant = z.iso
  .datetime({
    offset: true,
    error: 'must be an instant with a zone, as 2026-11-23T18:00:00+06:00',
    abort: true,
  })
  .refine((iso) => /^\d{4}-/.test(new Date(iso).toISOString()), {
    error: 'must be within the years 0000 to 9999 in UTC',
    abort: true,
  })
  .overwrite((iso) => new Date(iso).toISOString());
