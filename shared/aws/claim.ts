import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { newToken } from '../ids.ts';
import type { Item } from '../keys.ts';
import { setting } from './environment.ts';
import { dynamo } from './table.ts';
import { ifAbsent, ifVersion, stored } from './transact.ts';

/** Puts an item that does not exist yet. True only for the first caller. */
export const claim = (item: Item): Promise<boolean> => putIf(item, ifAbsent);

/** Replaces an item that is at the expected version; false when it is at another one. */
export const replace = (item: Item, expectedVersion: number): Promise<boolean> =>
  putIf(item, ifVersion(expectedVersion));

/**
 * Puts an item on a condition. When a response is lost the SDK repeats the request, which then finds the item it put
 * itself: the random `owner` shows that it is ours.
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

/** Puts an item, whatever was there before. */
export const overwrite = async (item: Item): Promise<void> => {
  await dynamo.send(new PutItemCommand({ TableName: setting('TABLE_NAME'), Item: stored(item) }));
};
