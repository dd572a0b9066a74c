import { fromCursor, notOfThisList, toCursor } from '../cursor.ts';
import type { Item } from '../keys.ts';
import { type ListRange, readList } from './table.ts';

/**
 * Part of a list for a client, who holds the place where it goes on as a cursor. A cursor that is not one of this list is
 * refused with `invalid-input`.
 */
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

/** DynamoDB does not take a position to begin at: a key that is too long, or of no item of the list. */
const isRefused = (error: unknown) => error instanceof Error && error.name === 'ValidationException';
