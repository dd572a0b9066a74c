import * as z from 'zod';
import { open } from '../../shared/lambda/route.ts';
import { Problem } from '../../shared/problem.ts';

export const handler = open(
  {
    summary: 'Refuses every path that no other route has',
    input: z.looseObject({ path: z.string() }),
    output: z.never(),
    problems: ['not-found'],
  },
  async ({ path }) => {
    throw new Problem(
      'not-found',
      `There is no such route: /api/${path}. The routes are listed at /api/docs`,
    );
  },
);
