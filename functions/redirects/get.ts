import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { api } from '../../shared/lambda/route.ts';
import { Problem } from '../../shared/problem.ts';
import { Path, Redirect } from '../../shared/redirects/redirect.ts';
import { findRedirect } from '../../shared/redirects/redirect-store.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Where an old path leads',
    input: z.strictObject({ from: Path }),
    output: Redirect,
    problems: ['not-found'],
  },
  async ({ from }) => {
    const found = await findRedirect(from);
    if (!found) throw new Problem('not-found', `There is no redirect from ${from}`);
    return found;
  },
);
