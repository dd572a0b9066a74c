import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { findPublished } from '../../shared/articles/live-store.ts';
import { articleAt } from '../../shared/articles/search.ts';
import { checkIfMatch } from '../../shared/lambda/caller.ts';
import { retryOnConflict } from '../../shared/lambda/retry-on-conflict.ts';
import { api } from '../../shared/lambda/route.ts';
import { Destination, Path, Redirect, redirect } from '../../shared/redirects/redirect.ts';
import { findStored, saveRedirect, wayFrom } from '../../shared/redirects/redirect-store.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Make an old path of the site lead to a new one; an existing one is changed on its version',
    input: z.strictObject({ from: Path, to: Destination }),
    output: Redirect,
    requestHeaders: ['If-Match'],
    who: ['editor', 'publisher'],
  },
  async ({ from, to }, caller) =>
    retryOnConflict(caller, async () => {
      const [before, way, isUnpublished] = await Promise.all([
        findStored(from),
        wayFrom(to),
        isUnpublishedAt(to),
      ]);
      if (before && !before.redirect.removedAt) checkIfMatch(before.redirect, caller, 'required');
      const steps = way.map((one) => one.redirect);
      return saveRedirect(
        redirect(before?.redirect, { from, to, way: steps, isUnpublished }, caller),
        before,
        way,
        caller,
      );
    }),
);

/** Whether a path is that of an article which readers never had. */
async function isUnpublishedAt(path: string): Promise<boolean> {
  const id = articleAt(path);
  return id !== undefined && (await findPublished(id)) === undefined;
}
