/**
 * The one place where what an earlier version of Khobor stored is brought to today's form. Every item of the table carries
 * the number of the schema it was written by; an item without one is of schema 1.
 */

/** Counts changes to what stored records look like. A change adds a row to `upcasts`. */
export const schema = 2;

type Fields = Record<string, unknown>;

/** From a schema to the next one: the record of an item, by its partition key. */
const upcasts: Record<number, (record: Fields, pk: string) => Fields> = {
  // What readers ask to be told of, and the tags and authors that list an article, were both called topics.
  1: (record, pk) => (pk.startsWith('READERS#') ? renamed(record, 'topics', 'interests') : withTerms(record)),
};

/** The record of an item in today's form. `from` is the schema it was written by. */
export function upcast(record: unknown, from: number, pk: string): unknown {
  if (!isFields(record)) return record;
  let current = record;
  for (let at = from; at < schema; at++) current = upcasts[at]?.(current, pk) ?? current;
  return current;
}

/** A fact in today's form, as a message brings it: without the schema it was written by. */
export const upcastFact = (fact: unknown): unknown => (isFields(fact) ? withTerms(fact) : fact);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A live record, a tombstone or a fact with `terms` instead of `topics`, there and wherever it says where it was listed. */
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
