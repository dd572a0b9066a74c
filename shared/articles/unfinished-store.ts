import { readList, readUnder } from '../aws/table.ts';
import { keys, lists } from '../keys.ts';
import { sections } from '../newsroom.ts';
import { readableIn, StoredFact } from '../stored-fact.ts';

/** Milliseconds after a release in which its inbox still tries: it delivers five times, a minute apart. */
const patience = 10 * 60_000;

/**
 * The facts of releases that nobody has finished: the article still is `released`, long after its inbox has done or parked
 * what came to it. So the fact never came, or waits behind a fault that has an alarm.
 */
export async function findUnfinished(at: string): Promise<Unfinished[]> {
  const until = new Date(Date.parse(at) - patience).toISOString();
  const read = sections.map((section) =>
    readList(lists.desk({ section, state: 'released' }), { limit: 100, newestFirst: false, until }),
  );
  const waiting = (await Promise.all(read)).flatMap(({ items }) => items);
  const facts = await Promise.all(waiting.map(({ pk }) => releaseOf(pk)));
  return facts.flatMap((fact) => fact ?? []);
}

export type Unfinished = { of: string; id: string; at: string; fact: StoredFact };

/** The last release of an article, as it was announced. */
async function releaseOf(pk: string): Promise<Unfinished | undefined> {
  const { items } = await readUnder(pk, keys.fact.prefix, { limit: 10, newestFirst: true });
  for (const { record } of items) {
    const event = readableIn(record);
    if (event?.type === 'article.released' || event?.type === 'article.reinstated')
      return { of: pk, id: event.id, at: event.at, fact: StoredFact.parse(record) };
  }
  return undefined;
}
