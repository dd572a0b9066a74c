import { createHash } from 'node:crypto';
import { fold } from './bangla/fold.ts';

/**
 * The one place where records stored by an earlier version of Khobor are upcast to the current schema. Every item of
 * the table carries the number of the schema it was written in; an item without one is of schema 1.
 */

/** The current schema. Raise it when the shape of stored records changes, and add a row to `upcasts`. */
export const schema = 4;

type Fields = Record<string, unknown>;

/** From each schema to the next: changes the record of an item; the partition key tells its kind. */
const upcasts: Record<number, (record: Fields, pk: string) => Fields> = {
  // Readers' interests, and the terms that list an article (tags and authors), were both called topics.
  1: (record, pk) => (pk.startsWith('READERS#') ? renamed(record, 'topics', 'interests') : withTerms(record)),
  // A live record did not name the terms that list it: they were made from its tags and bylines each time.
  2: (record, pk) => (pk.startsWith('ARTICLE#') ? withOwnTerms(record) : record),
  // A subscription had its wishes and secrets in its head.
  3: (record, pk) => (pk.startsWith('SUBSCRIPTION#') ? withHashedToken(record) : record),
};

/** The record of an item in the current schema. `from` is the schema it was written in. */
export function upcast(record: unknown, from: number, pk: string): unknown {
  if (!isFields(record)) return record;
  let current = record;
  for (let at = from; at < schema; at++) current = upcasts[at]?.(current, pk) ?? current;
  return current;
}

/** A fact in the current schema. A message carries no schema number, so its fields decide. */
export const upcastFact = (fact: unknown): unknown => (isFields(fact) ? withTerms(fact) : fact);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A live record, a tombstone or a fact with `terms` instead of `topics`, also inside its `left` and `data`. */
function withTerms(record: Fields): Fields {
  const inside = ['left', 'data'].flatMap((name) => {
    const part = record[name];
    return isFields(part) ? [[name, withTerms(part)]] : [];
  });
  return { ...renamed(record, 'topics', 'terms'), ...Object.fromEntries(inside) };
}

function renamed(record: Fields, from: string, to: string): Fields {
  const { [from]: value, ...rest } = record;
  return value === undefined ? record : { [to]: value, ...rest };
}

/** The id of a term as schemas 1 and 2 made it. What they published is listed under it until it is corrected. */
export const formerTermOf = (kind: string, name: string) =>
  `${kind}/${createHash('sha256').update(fold(name.trim())).digest('hex').slice(0, 12)}`;

function withOwnTerms(record: Fields): Fields {
  const { copyHash, path, bylines, tags = [], terms } = record;
  const isLive =
    copyHash !== undefined && path !== undefined && Array.isArray(bylines) && Array.isArray(tags);
  if (!isLive || terms !== undefined) return record;
  const all = [
    ...tags.map((name) => formerTermOf('tag', String(name))),
    ...bylines.map((name) => formerTermOf('author', String(name))),
  ];
  return { ...record, terms: [...new Set(all)] };
}

/** Links to confirm that were mailed before are not valid any more; those that end the subscription are. */
function withHashedToken(record: Fields): Fields {
  if (typeof record.endToken !== 'string') return record;
  const { wanted: _wanted, confirmToken: _confirm, mailedAt: _mailed, endToken, address, ...left } = record;
  const endTokenHash = createHash('sha256').update(endToken).digest('hex');
  return { ...left, endTokenHash, ...(record.state === 'confirmed' ? { address } : {}) };
}
