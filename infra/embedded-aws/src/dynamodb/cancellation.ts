import { AwsError } from '../service.ts';
import { invalid } from './faults.ts';
import type { Table } from './schema.ts';

/** Why an action of a transaction failed; `None` if it did not. */
export type Reason = { Code: string; Message?: string; Item?: unknown };

export const none: Reason = { Code: 'None' };
const maxSize = 4 * 1024 * 1024;

/** Tries one action and returns its cancellation reason. Throws errors that refuse the whole transaction. */
export function attempt(work: () => unknown, refusesAll = (_: AwsError): boolean => false): Reason {
  try {
    work();
    return none;
  } catch (error) {
    if (!(error instanceof AwsError) || refusesAll(error)) throw error;
    const { code, message, details } = error;
    if (code === 'ConditionalCheckFailedException')
      return { Code: 'ConditionalCheckFailed', Message: message, ...details };
    if (code === 'ValidationException') return { Code: 'ValidationError', Message: message };
    throw error;
  }
}

/** Throws TransactionCanceledException, with a reason for each action in order, unless all are `None`. */
export function cancelUnlessAll(reasons: Reason[]) {
  if (reasons.every(({ Code }) => Code === 'None')) return;
  throw new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    400,
    { CancellationReasons: reasons },
  );
}

/** Throws when two actions are for the same item. */
export function checkOnce(members: { table: Table; itemKey: Buffer }[]) {
  const places = new Set(members.map(({ table, itemKey }) => `${table.id} ${itemKey.toString('latin1')}`));
  if (places.size < members.length)
    throw invalid('Transaction request cannot include multiple operations on one item');
}

export function checkSize(sizes: number[]) {
  if (sizes.reduce((sum, size) => sum + size, 0) > maxSize)
    throw invalid('Collection size cannot exceed 4 MB: the items of the transaction are too large');
}
