import * as z from 'zod';
import { open } from '../../shared/lambda/api.ts';
import { Problem } from '../../shared/problem.ts';

export const handler = open(z.looseObject({ path: z.string() }), async ({ path }) => {
  throw new Problem('not-found', `There is no such route: /api/${path}. The routes are listed in the README`);
});
