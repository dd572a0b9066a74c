import type { Actor } from '../actor.ts';
import { type Results, readAllUnder, readable, readList, readMany, readUnder } from '../aws/table.ts';
import { type NewsEvent, versionOf } from '../events.ts';
import { type HistoryFact, inHistory } from '../history-fact.ts';
import { keys, lists, padded } from '../keys.ts';
import { Problem } from '../problem.ts';
import { readableIn } from '../stored-fact.ts';
import { Article } from './article.ts';
import { hasWords, isWithheld, withoutWords } from './withheld.ts';

/** An article's facts in order: its history and audit log. No fact is ever changed or removed. */
export async function getHistory(id: string): Promise<HistoryFact[]> {
  return (await recordsOf(id)).flatMap((record) => inHistory(record) ?? []);
}

/** An article's facts in order, those that this version can read. */
export async function getFacts(id: string): Promise<NewsEvent[]> {
  return (await recordsOf(id)).flatMap((record) => readableIn(record) ?? []);
}

/** How many facts are read together, and how many requests look back: nobody makes more in minutes. */
const [together, requests] = [100, 50];

/** The facts of an article before one of them and since an instant, and some before, the newest first: one request as a rule. */
export async function getFactsBefore(id: string, fact: NewsEvent, since: string): Promise<NewsEvent[]> {
  const record = keys.article.head.partition({ id });
  const facts: NewsEvent[] = [];
  let after: string | undefined = keys.fact({ record, version: padded(versionOf(fact)) }).sk;
  for (let n = 0; n < requests && after !== undefined; n++) {
    const { items, next }: Results = await readUnder(record, keys.fact.prefix, {
      ...{ limit: together, after, newestFirst: true },
    });
    facts.push(...items.flatMap(({ record }) => readableIn(record) ?? []));
    after = (facts.at(-1)?.at ?? since) > since ? next?.sk : undefined;
  }
  return facts;
}

/** The same as the caller may see them: without the words of a killed article. */
export async function factsSeenBy(roles: Actor['roles'], id: string): Promise<NewsEvent[]> {
  return seenBy(roles, await getFacts(id));
}

/** The history as the caller may see it. */
export async function historySeenBy(roles: Actor['roles'], id: string): Promise<HistoryFact[]> {
  return seenBy(roles, await getHistory(id));
}

const seenBy = <F extends { type: string; data: object }>(roles: Actor['roles'], facts: F[]): F[] =>
  facts.some(({ type }) => type === 'article.killed') && isWithheld({ state: 'killed' }, roles)
    ? facts.map(withoutWords)
    : facts;

async function recordsOf(id: string): Promise<unknown[]> {
  const items = await readAllUnder(keys.article.head.partition({ id }), keys.fact.prefix);
  if (items.length === 0) throw new Problem('not-found', `There is no article ${id}`);
  return items.map(({ record }) => record);
}

/** The most facts in one answer, and the most days it may look back. */
const atOnce = 200;
const maxDays = 31;

/**
 * Facts of all articles since an instant, oldest first, at most 200. Continue from the returned `since`: facts of that
 * very instant are returned again, under the same ids.
 */
export async function getActivity(
  since: string,
  now: string,
): Promise<{ facts: HistoryFact[]; since: string }> {
  const facts: HistoryFact[] = [];
  for (const day of daysFrom(since, now)) {
    const room = atOnce - facts.length;
    if (room === 0) break;
    const { items } = await readList(lists.activity({ day }), { limit: room, newestFirst: false, since });
    facts.push(...items.flatMap(({ record }) => inHistory(record) ?? []).sort(inOrder));
  }
  return { facts, since: facts.at(-1)?.at ?? since };
}

/** The same as the caller may see it: without the words of killed articles, a read for each that has words. */
export async function activitySeenBy(roles: Actor['roles'], since: string, now: string) {
  const { facts, ...more } = await getActivity(since, now);
  const killed = isWithheld({ state: 'killed' }, roles) ? await killedAmong(facts.filter(hasWords)) : [];
  const isKilled = ({ data }: HistoryFact) => killed.includes(articleIn(data));
  return { facts: facts.map((fact) => (isKilled(fact) ? withoutWords(fact) : fact)), ...more };
}

const articleIn = (data: object) => ('articleId' in data ? String(data.articleId) : '');

/** The ids of killed articles, and of those of which nobody can tell. */
async function killedAmong(facts: readonly HistoryFact[]): Promise<string[]> {
  const ids = new Set(facts.map(({ data }) => articleIn(data)).filter((id) => id !== ''));
  const heads = await readMany([...ids].map((id) => keys.article.head({ id })));
  const open = readable(heads, Article).filter(({ state }) => state !== 'killed');
  return [...ids].filter((id) => !open.some((article) => article.id === id));
}

/** By time. Facts of one step share an instant and are ordered by the version they made. */
const inOrder = (a: HistoryFact, b: HistoryFact) =>
  a.at === b.at ? a.version - b.version : a.at < b.at ? -1 : 1;

function daysFrom(since: string, now: string): string[] {
  const [from, to] = [since, now].map((instant) => Math.floor(Date.parse(instant) / 86_400_000));
  if (from === undefined || to === undefined || from > to) return [];
  if (to - from >= maxDays)
    throw new Problem(
      'invalid-input',
      `Activity goes back ${maxDays} days; for more read an article's history`,
      {
        errors: [{ pointer: '/since', detail: `must be within the last ${maxDays} days` }],
      },
    );
  return Array.from({ length: to - from + 1 }, (_, i) =>
    new Date((from + i) * 86_400_000).toISOString().slice(0, 10),
  );
}
