import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { checkIfMatch } from '../../shared/lambda/caller.ts';
import { retryOnConflict } from '../../shared/lambda/retry-on-conflict.ts';
import { api } from '../../shared/lambda/route.ts';
import { Path, Redirect, remove } from '../../shared/redirects/redirect.ts';
import { getStored, saveRedirect } from '../../shared/redirects/redirect-store.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Remove a redirect: its old path is not found any more',
    input: z.strictObject({ from: Path }),
    output: Redirect,
    problems: ['not-found'],
    requestHeaders: ['If-Match'],
    who: ['editor', 'publisher'],
  },
  async ({ from }, caller) =>
    retryOnConflict(caller, async () => {
      const before = await getStored(from);
      return saveRedirect(
        remove(checkIfMatch(before.redirect, caller, 'required'), caller),
        before,
        [],
        caller,
      );
    }),
);
