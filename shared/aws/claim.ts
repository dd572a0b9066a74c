import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { newToken } from '../ids.ts';
import type { Item } from '../keys.ts';
import { setting } from './environment.ts';
import { dynamo } from './table.ts';
import { ifAbsent, ifVersion, stored } from './transact.ts';

/** Puts an item that is not there yet. True for the one caller that does so first. */
export const claim = (item: Item): Promise<boolean> => putIf(item, ifAbsent);

/** Replaces an item that is at a given version; false when it is not (any more). */
export const replace = (item: Item, expectedVersion: number): Promise<boolean> =>
  putIf(item, ifVersion(expectedVersion));

/**
 * Puts an item on a condition. When an answer was lost the SDK asks again, and finds its own item in the way: `owner` says
 * that it is ours.
 */
async function putIf(item: Item, condition: object): Promise<boolean> {
  const owner = newToken();
  try {
    await dynamo.send(
      new PutItemCommand({
        TableName: setting('TABLE_NAME'),
        Item: { ...stored(item), owner: { S: owner } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...condition,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error.Item?.owner?.S === owner;
    throw error;
  }
}
