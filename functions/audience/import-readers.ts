import * as z from 'zod';
import { Brought, fates, importReader } from '../../shared/audience/import-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['publisher'],
  {
    summary:
      'Bring up to 50 readers who agreed elsewhere; not those who are known, whose mail bounces, who complained, or asked to be forgotten',
    input: z.strictObject({ readers: z.array(Brought).min(1).max(50), source: z.string().min(1).max(200) }),
    output: z.object(
      Object.fromEntries(fates.map((fate) => [fate, z.int()])) as Record<(typeof fates)[number], z.ZodInt>,
    ),
    problems: ['stale', 'busy'],
  },
  async ({ readers, source }, { by, at }) => {
    const counts = { imported: 0, known: 0, suppressed: 0, erased: 0 };
    for (const reader of readers) counts[await importReader(reader, { source, by, at })]++;
    return counts;
  },
);
