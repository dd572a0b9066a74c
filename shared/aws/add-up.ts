import {
  TransactionCanceledException,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item, Key } from '../keys.ts';
import { setting } from './environment.ts';
import { dynamo } from './table.ts';
import { ifAbsent, manyTries, put, transact } from './transact.ts';

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
