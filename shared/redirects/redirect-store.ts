import type { Actor } from '../actor.ts';
import { commit } from '../aws/commit.ts';
import { read } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { keys } from '../keys.ts';
import { Redirect, type Redirected } from './redirect.ts';

export async function findRedirect(from: string): Promise<Redirect | undefined> {
  const item = await read(keys.redirect({ from }));
  return item && Redirect.parse(item.record);
}

/** Saves a redirect with its fact. Throws `stale` when somebody changed it in between. */
export async function saveRedirect({ redirect, facts }: Redirected, { by, at }: Pick<Actor, 'by' | 'at'>) {
  const { version } = redirect;
  const key = keys.redirect(redirect);
  await commit({
    head: { ...key, version, record: redirect },
    expectedVersion: version - 1,
    facts: facts.map((fact) => parseEvent({ id: `${key.pk}@${version}`, at, by, ...fact })),
  });
  return redirect;
}
