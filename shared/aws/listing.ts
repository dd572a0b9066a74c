import { fromCursor, notOfThisList, toCursor } from '../cursor.ts';
import type { Item } from '../keys.ts';
import { type ListRange, readList } from './table.ts';

/** One batch of a list for a client, with a cursor to the next. A cursor of another list throws `invalid-input`. */
export async function readListing(
  list: string,
  cursor: string | undefined,
  range: Omit<ListRange, 'from'>,
): Promise<{ items: Item[]; cursor?: string }> {
  const from = fromCursor(list, cursor);
  const { items, next } = await readList(list, { ...range, from }).catch((error: unknown) => {
    throw from && isRefused(error) ? notOfThisList(error) : error;
  });
  return { items, ...(next ? { cursor: toCursor(next) } : {}) };
}

/** Whether DynamoDB refused the start position: a key that is too long, or no key of the list. */
const isRefused = (error: unknown) => error instanceof Error && error.name === 'ValidationException';
