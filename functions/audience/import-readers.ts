import * as z from 'zod';
import { checkNotRestoring } from '../../shared/audience/check-restoring.ts';
import { eachOnce } from '../../shared/audience/each-once.ts';
import { Brought, fates, importReader } from '../../shared/audience/import-store.ts';
import { refuse } from '../../shared/lambda/field-problems.ts';
import { api } from '../../shared/lambda/route.ts';
import { line } from '../../shared/text.ts';

export const handler = api(
  ['publisher'],
  {
    summary:
      'Bring up to 50 readers who agreed elsewhere; not those who are known, whose mail bounces, who complained, or left since',
    input: z.strictObject({ readers: z.array(Brought).min(1).max(50), source: line(200) }),
    output: z.object(
      Object.fromEntries(fates.map((fate) => [fate, z.int()])) as Record<(typeof fates)[number], z.ZodInt>,
    ),
    problems: ['stale', 'busy'],
  },
  async ({ readers, source }, { by, at }) => {
    await checkNotRestoring();
    refuse(
      readers.flatMap(({ confirmedAt }, i) =>
        confirmedAt > at ? [{ pointer: `/readers/${i}/confirmedAt`, detail: 'is in the future' }] : [],
      ),
    );
    const counts = { imported: 0, known: 0, suppressed: 0, left: 0 };
    for (const reader of eachOnce(readers)) counts[await importReader(reader, { source, by, at })]++;
    return counts;
  },
);
