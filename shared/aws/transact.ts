import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item, Key } from '../keys.ts';
import { isMomentary } from '../momentary.ts';
import { Problem } from '../problem.ts';
import { schema } from '../upcast.ts';
import { setting } from './environment.ts';
import { dynamo } from './table.ts';

export const ifAbsent = { ConditionExpression: 'attribute_not_exists(pk)' } as const;

export const ifVersion = (version: number) => ({
  ConditionExpression: 'version = :expected',
  ExpressionAttributeValues: marshall({ ':expected': version }),
});

/** An item as DynamoDB attributes, with the schema number that its record is written in. */
export const stored = (item: Item) => marshall({ ...item, schema }, { removeUndefinedValues: true });

export const put = (item: Item, condition: object = {}): TransactWriteItem => ({
  Put: { TableName: setting('TABLE_NAME'), Item: stored(item), ...condition },
});

export const removal = (key: Key, condition: object = {}): TransactWriteItem => ({
  Delete: { TableName: setting('TABLE_NAME'), Key: marshall(key), ...condition },
});

/** A condition of a transaction: the item is at this version, or does not exist (0). */
export const ifUnchanged = ({ key, version }: { key: Key; version: number }): TransactWriteItem => ({
  ConditionCheck: {
    TableName: setting('TABLE_NAME'),
    Key: marshall(key),
    ...(version === 0 ? ifAbsent : ifVersion(version)),
  },
});

/** A condition of a transaction: the record is at this state. */
export const ifStanding = ({ key, state }: { key: Key; state: string }): TransactWriteItem => ({
  ConditionCheck: {
    TableName: setting('TABLE_NAME'),
    Key: marshall(key),
    ConditionExpression: '#record.#state = :state',
    ExpressionAttributeNames: { '#record': 'record', '#state': 'state' },
    ExpressionAttributeValues: marshall({ ':state': state }),
  },
});

/**
 * Tries while somebody waits for an answer; and where many writers add to the same numbers, over about five seconds.
 */
const fewTries = 4;
export const manyTries = 7;

/**
 * Writes all or nothing. When two transactions touch the same item DynamoDB refuses one, and under load any: both are
 * tried again here, and end as `busy`.
 */
export async function transact(items: TransactWriteItem[], tries = fewTries, attempt = 1): Promise<void> {
  try {
    await dynamo.send(new TransactWriteItemsCommand({ TransactItems: items }));
  } catch (error) {
    if (isTooLarge(error))
      throw new Problem(
        'too-large',
        'It has grown larger than can be kept: shorten it',
        {},
        { cause: error },
      );
    if (!isPassing(error)) throw error;
    if (attempt === tries)
      throw new Problem('busy', 'Others are saving at the same moment', {}, { cause: error });
    await new Promise((done) => setTimeout(done, 25 * 2 ** attempt * (1 + Math.random())));
    await transact(items, tries, attempt + 1);
  }
}

/** Writes all or nothing. False when one of the conditions does not hold. */
export async function transactIf(items: TransactWriteItem[]): Promise<boolean> {
  try {
    await transact(items);
    return true;
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return false;
    throw error;
  }
}

/** Whether an item of a transaction has more than 400 KB. */
function isTooLarge(error: unknown): boolean {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  return [String(error), ...reasons.map(({ Message }) => String(Message))].some((text) =>
    /Item size (?:to update )?has exceeded/.test(text),
  );
}

/** Whether a transaction was cancelled for the moment it came at, and for nothing that it says. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
  return codes.some(isMomentary) && !codes.includes('ConditionalCheckFailed');
}
