import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
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

/** Numbers to add to an item, which is created if it does not exist. */
export type Addition = Key & { add: Record<string, number> };

/**
 * Adds to up to 99 items in one transaction with a mark that must not exist yet, so that a repeat adds nothing. False
 * when the mark exists, which means that everything was added before.
 */
export async function addOnce(mark: Item, additions: readonly Addition[]): Promise<boolean> {
  try {
    await transact([put(mark, ifAbsent), ...additions.map(addTo)], manyTries);
    return true;
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? error.CancellationReasons : undefined;
    if (reasons?.[0]?.Code === 'ConditionalCheckFailed') return false;
    throw error;
  }
}

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

/** Adds numbers to an item, which is created if it does not exist; `ttl` (epoch seconds) lets it end. */
export async function addUp({ ttl, ...addition }: Addition & { ttl: number }): Promise<void> {
  const { Update } = addTo(addition);
  if (!Update) return;
  await dynamo.send(
    new UpdateItemCommand({
      ...Update,
      UpdateExpression: `${Update.UpdateExpression} SET #ttl = :ttl`,
      ExpressionAttributeNames: { ...Update.ExpressionAttributeNames, '#ttl': 'ttl' },
      ExpressionAttributeValues: { ...Update.ExpressionAttributeValues, ...marshall({ ':ttl': ttl }) },
    }),
  );
}

const addTo = ({ pk, sk, add }: Addition): TransactWriteItem => {
  const names = Object.keys(add);
  return {
    Update: {
      TableName: setting('TABLE_NAME'),
      Key: marshall({ pk, sk }),
      UpdateExpression: `ADD ${names.map((name) => `#${name} :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: marshall(Object.fromEntries(names.map((name) => [`:${name}`, add[name]]))),
    },
  };
};

/**
 * Tries while somebody waits for an answer; and where many writers add to the same numbers, over about five seconds.
 */
const [fewTries, manyTries] = [4, 7];

/**
 * Writes all or nothing. When two transactions touch the same item DynamoDB refuses one, and under load any: both are
 * tried again here, and end as `busy`.
 */
export async function transact(items: TransactWriteItem[], tries = fewTries, attempt = 1): Promise<void> {
  try {
    await dynamo.send(new TransactWriteItemsCommand({ TransactItems: items }));
  } catch (error) {
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

/** Whether a transaction was cancelled for the moment it came at, and for nothing that it says. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
  return codes.some(isMomentary) && !codes.includes('ConditionalCheckFailed');
}
