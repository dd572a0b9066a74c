import { fromCursor, notOfThisList, toCursor } from '../cursor.ts';
import { type Item, type ListRange, readList } from './table.ts';

/**
 * A page of a list for a client, who holds the place as a cursor. Whatever else the cursor says, it leads to a place of
 * this list or to `invalid-input`.
 */
export async function readListPage(
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

/** The table does not take a place as one to begin at: a key that is too long, or of no item of the list. */
const isRefused = (error: unknown) => error instanceof Error && error.name === 'ValidationException';
