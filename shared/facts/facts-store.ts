import * as z from 'zod';
import { readListing } from '../aws/listing.ts';
import { readUnder } from '../aws/table.ts';
import { notOfThisList, toCursor } from '../cursor.ts';
import { keys, lists } from '../keys.ts';
import { Problem } from '../problem.ts';

/** Which facts are sought: from one instant to another, both inclusive; all, or those of one article. */
export type Sought = { since: string; until: string; articleId?: string | undefined };

/** What is stored as a fact: its place, and the fact as it was written, of whatever version. */
export type Stored = { pk: string; sk: string; record: unknown };

/** The most facts in one batch, and the most days sought at once. */
const [batchSize, maxDays] = [500, 31];

const Place = z.strictObject({ list: z.string(), rest: z.string().optional() });

/**
 * Facts as they are stored, 500 at a time; `cursor` is set when there may be more. Those of one article come in order;
 * of all records day by day, about articles first, each in order. Ten of them take about one read unit. Facts about
 * other records than articles are found from the day on that this list was first written.
 */
export async function readFacts(
  sought: Sought,
  cursor: string | undefined,
): Promise<{ facts: Stored[]; cursor?: string }> {
  const from = cursor === undefined ? undefined : placeIn(cursor);
  return sought.articleId === undefined
    ? readDays(sought, from)
    : readOfArticle({ ...sought, articleId: sought.articleId }, from);
}

async function readDays({ since, until }: Sought, from: z.infer<typeof Place> | undefined) {
  const all = daysFrom(since, until).flatMap((day) => [lists.activity({ day }), lists.facts({ day })]);
  const first = from ? all.indexOf(from.list) : 0;
  if (first === -1) throw notOfThisList();
  const facts: Stored[] = [];
  for (const [i, list] of all.slice(first).entries()) {
    const limit = batchSize - facts.length;
    if (limit === 0) return { facts, cursor: toCursor({ list }) };
    const range = { limit, newestFirst: false, since, until };
    const { items, cursor: rest } = await readListing(list, i === 0 ? from?.rest : undefined, range);
    facts.push(...items.map(({ pk, sk, record }) => ({ pk, sk, record })));
    if (rest !== undefined) return { facts, cursor: toCursor({ list, rest }) };
  }
  return { facts };
}

async function readOfArticle(
  { since, until, articleId }: Sought & { articleId: string },
  from: z.infer<typeof Place> | undefined,
) {
  const list = keys.article.head.partition({ id: articleId });
  if (from && (from.list !== list || !from.rest?.startsWith(keys.fact.prefix))) throw notOfThisList();
  const range = { limit: batchSize, after: from?.rest };
  const { items, next } = await readUnder(list, keys.fact.prefix, range);
  if (items.length === 0 && !from) throw new Problem('not-found', `There is no article ${articleId}`);
  const isSought = (at = since) => at >= since && at <= until;
  const facts = items.filter(({ at }) => isSought(at)).map(({ pk, sk, record }) => ({ pk, sk, record }));
  return { facts, ...(next?.sk ? { cursor: toCursor({ list, rest: next.sk }) } : {}) };
}

function placeIn(cursor: string) {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    throw notOfThisList(error);
  }
}

const wrong = (detail: string) =>
  new Problem('invalid-input', 'Say from when to when, month by month', {
    errors: [{ pointer: '/since', detail }],
  });

function daysFrom(since: string, until: string): string[] {
  const dayOf = (instant: string) => Math.floor(Date.parse(instant) / 86_400_000);
  const count = dayOf(until) - dayOf(since) + 1;
  if (since > until) throw wrong('must be before until, or before now');
  if (count > maxDays) throw wrong(`must be within ${maxDays} days before until`);
  return Array.from({ length: count }, (_, i) =>
    new Date((dayOf(since) + i) * 86_400_000).toISOString().slice(0, 10),
  );
}
