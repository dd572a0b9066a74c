import * as z from 'zod';
import { api, newsroomRoles } from '../../shared/lambda/api.ts';
import { matched } from '../../shared/lambda/caller.ts';
import { Path, Redirect, redirect } from '../../shared/redirects/redirect.ts';
import { findRedirect, saveRedirect } from '../../shared/redirects/redirect-store.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Make an old path of the site lead to a new one; an existing one is changed on its version',
    input: z.strictObject({ from: Path, to: Path }),
    output: Redirect,
    problems: ['stale', 'no-if-match', 'busy'],
    heeds: ['If-Match'],
  },
  async ({ from, to }, caller) => {
    const before = await findRedirect(from);
    if (before) matched(before, caller, 'required');
    return saveRedirect(redirect(before, { from, to }, caller), caller);
  },
);
