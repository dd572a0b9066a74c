import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { api } from '../../shared/lambda/route.ts';
import { Path, Redirect } from '../../shared/redirects/redirect.ts';
import { getStored } from '../../shared/redirects/redirect-store.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Where an old path leads',
    input: z.strictObject({ from: Path }),
    output: Redirect,
    problems: ['not-found'],
  },
  async ({ from }) => (await getStored(from)).redirect,
);
