import type { Attributes } from './attribute.ts';
import type { Database } from './database.ts';
import { findTable } from './tables.ts';

/** The partition key of an item, to which rights may be limited (`dynamodb:LeadingKeys`); only strings. */
export function leadingKeys({ store }: Database, table: string, attributes: Attributes): string[] {
  const { hash } = findTable(store, table)?.key ?? {};
  const value = hash && attributes[hash.name];
  return value && 'S' in value ? [String(value.S)] : [];
}
