import type { Actor } from '../actor.ts';
import { readAllUnder, readList, readMany } from '../aws/table.ts';
import { inHistory, type NewsEvent, parseEvent } from '../events.ts';
import { keys, lists } from '../keys.ts';
import { Problem } from '../problem.ts';
import { Article } from './article.ts';
import { hasWords, isWithheld, withoutWords } from './withheld.ts';

/** An article's facts in order: its history and audit log. No fact is ever changed or removed. */
export async function getHistory(id: string): Promise<NewsEvent[]> {
  const items = await readAllUnder(keys.article.head.partition({ id }), keys.fact.prefix);
  if (items.length === 0) throw new Problem('not-found', `There is no article ${id}`);
  return items.map(({ record }) => parseEvent(record));
}

/** The same as the caller may see it: without the words of a killed article. */
export async function historySeenBy(roles: Actor['roles'], id: string): Promise<NewsEvent[]> {
  const facts = await getHistory(id);
  const isKilled = facts.some(({ type }) => type === 'article.killed');
  return isKilled && isWithheld({ state: 'killed' }, roles) ? facts.map(withoutWords) : facts;
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
): Promise<{ facts: NewsEvent[]; since: string }> {
  const facts: NewsEvent[] = [];
  for (const day of daysFrom(since, now)) {
    const room = atOnce - facts.length;
    if (room === 0) break;
    const { items } = await readList(lists.activity({ day }), { limit: room, newestFirst: false, since });
    facts.push(...items.map(({ record }) => parseEvent(record)).sort(inOrder));
  }
  return { facts, since: facts.at(-1)?.at ?? since };
}

/** The same as the caller may see it: without the words of killed articles, a read for each that has words. */
export async function activitySeenBy(roles: Actor['roles'], since: string, now: string) {
  const { facts, ...more } = await getActivity(since, now);
  const killed = isWithheld({ state: 'killed' }, roles) ? await killedAmong(facts.filter(hasWords)) : [];
  const isKilled = ({ data }: NewsEvent) => 'articleId' in data && killed.includes(data.articleId);
  return { facts: facts.map((fact) => (isKilled(fact) ? withoutWords(fact) : fact)), ...more };
}

async function killedAmong(facts: readonly NewsEvent[]): Promise<string[]> {
  const ids = facts.flatMap(({ data }) => ('articleId' in data ? data.articleId : []));
  const heads = await readMany([...new Set(ids)].map((id) => keys.article.head({ id })));
  const articles = heads.map(({ record }) => Article.parse(record));
  return articles.filter(({ state }) => state === 'killed').map(({ id }) => id);
}

/** By time. Facts of one step share an instant and are ordered by the version they made. */
const inOrder = (a: NewsEvent, b: NewsEvent) =>
  a.at === b.at ? inHistory(a).version - inHistory(b).version : a.at < b.at ? -1 : 1;

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
