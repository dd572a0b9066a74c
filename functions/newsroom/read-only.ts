import * as z from 'zod';
import { Role } from '../../shared/actor.ts';
import { api } from '../../shared/lambda/route.ts';
import { ReadOnly } from '../../shared/read-only.ts';
import { getReadOnly } from '../../shared/read-only-store.ts';

export const handler = api(
  Role.options,
  {
    summary: 'Whether the newsroom is read-only, since when, by whom and why',
    input: z.strictObject({}),
    output: ReadOnly,
  },
  () => getReadOnly(),
);
