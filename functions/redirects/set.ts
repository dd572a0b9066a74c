import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { checkIfMatch } from '../../shared/lambda/caller.ts';
import { api } from '../../shared/lambda/route.ts';
import { Path, Redirect, redirect } from '../../shared/redirects/redirect.ts';
import { findRedirect, saveRedirect } from '../../shared/redirects/redirect-store.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Make an old path of the site lead to a new one; an existing one is changed on its version',
    input: z.strictObject({ from: Path, to: Path }),
    output: Redirect,
    requestHeaders: ['If-Match'],
    who: ['editor', 'publisher'],
  },
  async ({ from, to }, caller) => {
    const before = await findRedirect(from);
    if (before) checkIfMatch(before, caller, 'required');
    return saveRedirect(redirect(before, { from, to }, caller), caller);
  },
);
