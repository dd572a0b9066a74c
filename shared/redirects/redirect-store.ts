import type { Actor } from '../articles/article.ts';
import { commit, read } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { Redirect, type Redirected } from './redirect.ts';

const keyOf = (from: string) => ({ pk: `REDIRECT#${from}`, sk: 'HEAD' });

export async function findRedirect(from: string): Promise<Redirect | undefined> {
  const item = await read(keyOf(from));
  return item && Redirect.parse(item.record);
}

/** Saves a redirect with its fact, unless somebody changed it in between (`stale`). */
export async function saveRedirect({ redirect, facts }: Redirected, { by, at }: Pick<Actor, 'by' | 'at'>) {
  const { from, version } = redirect;
  const key = keyOf(from);
  await commit({
    head: { ...key, version, record: redirect },
    seen: version - 1,
    facts: facts.map((fact) => parseEvent({ id: `${key.pk}@${version}`, at, by, ...fact })),
  });
  return redirect;
}
