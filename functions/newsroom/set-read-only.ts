import * as z from 'zod';
import { Reason } from '../../shared/articles/note.ts';
import { api } from '../../shared/lambda/route.ts';
import { ReadOnly } from '../../shared/read-only.ts';
import { getReadOnly } from '../../shared/read-only-store.ts';
import { turnReadOnly } from '../../shared/turn-read-only-store.ts';

export const handler = api(
  ['publisher'],
  {
    summary:
      'Let nothing of the newsroom be changed through the API within five seconds, or end that; reading goes on',
    input: z.strictObject({ on: z.boolean(), reason: Reason.optional() }),
    output: ReadOnly,
    problems: ['stale'],
  },
  async (wish, caller) => turnReadOnly(await getReadOnly(), wish, caller),
);
