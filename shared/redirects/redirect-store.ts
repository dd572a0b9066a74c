import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { commit } from '../aws/commit.ts';
import { readListing } from '../aws/listing.ts';
import { readAllUnder, readable, readMany } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { type Key, keys, lists } from '../keys.ts';
import { Problem } from '../problem.ts';
import { Destination, mostSteps, Path, Redirect, type Redirected } from './redirect.ts';

/** A redirect as it is stored, removed ones included, and the key it is stored at. */
export type Stored = { redirect: Redirect; key: Key };

/** The redirect from a path in its one spelling, if there is one or was. */
export async function findStored(from: string): Promise<Stored | undefined> {
  const own = keys.redirect({ from });
  // An earlier version kept the slash at the end of an old permalink.
  const items = await readMany([own, keys.redirect({ from: `${from}/` })]);
  const item = items.find(({ pk }) => pk === own.pk) ?? items[0];
  if (!item) return undefined;
  const redirect = { ...asNow(Redirect.parse(item.record)), from };
  return { redirect, key: { pk: item.pk, sk: item.sk } };
}

/** A redirect of an earlier version, which kept other spellings, and the words of an article's address. */
const asNow = (redirect: Redirect): Redirect => ({
  ...redirect,
  to: Destination.safeParse(redirect.to).data ?? redirect.to,
});

/** The redirect from a path. Throws `not-found` when there is none, or it was removed. */
export async function getStored(from: string): Promise<Stored> {
  const stored = await findStored(from);
  if (!stored || stored.redirect.removedAt)
    throw new Problem('not-found', `There is no redirect from ${from}`);
  return stored;
}

/** A path that was stored by an earlier version, in its one spelling. */
export const oneSpelling = (path: string) => Path.safeParse(path).data ?? path;

/**
 * The redirects that lead on from a path, in order. A removed one ends the way, and is its last; so does one that was met
 * before, and whatever comes after the tenth.
 */
export async function wayFrom(path: string): Promise<Stored[]> {
  const way: Stored[] = [];
  let at: string | undefined = path;
  while (at !== undefined && way.length < mostSteps && !way.some(({ redirect }) => redirect.from === at)) {
    const stored: Stored | undefined = await findStored(at);
    if (stored) way.push(stored);
    at = stored?.redirect.removedAt ? undefined : stored?.redirect.to;
  }
  return way;
}

/** Every old path that leads to a path, directly or by others. */
export async function leadingTo(path: string): Promise<string[]> {
  const found = new Set<string>();
  let next = [path];
  while (next.length > 0) {
    const items = await Promise.all(
      next.map((to) => readAllUnder(keys.leadingTo.partition({ to }), keys.leadingTo.prefix)),
    );
    next = items.flat().map(({ sk }) => keys.leadingTo.inSk(sk).from);
    next = next.filter((from) => from !== path && !found.has(from));
    for (const from of next) found.add(from);
  }
  return [...found];
}

/** One batch of the redirects, those set last first; `cursor` is set when there are more. */
export const RedirectList = z.object({ redirects: z.array(Redirect), cursor: z.string().optional() });

export async function listRedirects(cursor: string | undefined): Promise<z.infer<typeof RedirectList>> {
  const { items, ...more } = await readListing(lists.redirects({}), cursor, { limit: 100 });
  return { redirects: readable(items, Redirect).map(asNow), ...more };
}

/**
 * Saves a redirect with its fact. `way` are the redirects that it was checked against. Throws `stale` when somebody
 * changed it or one of these in between: two that are set at once cannot make a circle.
 */
export async function saveRedirect(
  { redirect, facts }: Redirected,
  before: Stored | undefined,
  way: readonly Stored[],
  { by, at }: Pick<Actor, 'by' | 'at'>,
): Promise<Redirect> {
  const { from, to, version, removedAt } = redirect;
  const key = keys.redirect({ from });
  const isMoved = before !== undefined && before.key.pk !== key.pk;
  const end = way.at(-1)?.redirect;
  const open =
    removedAt || end?.removedAt ? [] : [{ key: keys.redirect({ from: end?.to ?? to }), version: 0 }];
  await commit({
    head: { ...key, version, ...(removedAt ? {} : { list: lists.redirects({}), at }), record: redirect },
    expectedVersion: before && !isMoved ? before.redirect.version : 0,
    facts: facts.map((fact) => parseEvent({ id: `${key.pk}@${version}`, at, by, ...fact })),
    unchanged: removedAt
      ? []
      : [...way.map((step) => ({ key: step.key, version: step.redirect.version })), ...open],
    puts: removedAt ? [] : [{ ...keys.leadingTo({ to, from }), record: {} }],
    deletes: [
      ...(isMoved ? [before.key] : []),
      ...(before && (removedAt || before.redirect.to !== to)
        ? [keys.leadingTo({ to: before.redirect.to, from })]
        : []),
    ],
  });
  return redirect;
}
