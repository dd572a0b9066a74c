import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Item } from '../keys.ts';
import { ifAbsent, ifVersion, manyTries, put, transact } from './transact.ts';

/**
 * Puts items, each if it still is at the version before its own, in one transaction with marks that must not exist yet.
 * Otherwise nothing is put, and the marks that exist are named by their places: none if only an item was replaced.
 */
export async function putOnce(
  marks: readonly Item[],
  items: readonly (Item & { version: number })[],
): Promise<'put' | number[]> {
  try {
    await transact(
      [
        ...marks.map((mark) => put(mark, ifAbsent)),
        ...items.map((item) => put(item, item.version === 1 ? ifAbsent : ifVersion(item.version - 1))),
      ],
      manyTries,
    );
    return 'put';
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    const failed = reasons.flatMap(({ Code }, place) => (Code === 'ConditionalCheckFailed' ? place : []));
    if (failed.length === 0) throw error;
    return failed.filter((place) => place < marks.length);
  }
}
