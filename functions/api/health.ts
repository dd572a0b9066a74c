import * as z from 'zod';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary: 'Whether the API answers',
    input: z.strictObject({}),
    output: z.object({ status: z.string() }),
  },
  async () => ({ status: 'ok' }),
);
