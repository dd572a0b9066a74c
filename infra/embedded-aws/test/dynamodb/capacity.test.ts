import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type ConsumedCapacity,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDynamoDb, anIndex, anItem, aTable, defined, type Item } from './a-table.ts';

let db: Awaited<ReturnType<typeof aDynamoDb>>;
let TableName: string;

beforeAll(async () => {
  db = await aDynamoDb();
  TableName = await aTable(db.client, {
    AttributeDefinitions: defined('pk:S sk:S queue:S'),
    GlobalSecondaryIndexes: [anIndex('all', 'queue'), anIndex('titles', 'queue', ['title'])],
  });
});
afterAll(() => db.close());

const ReturnConsumedCapacity = 'INDEXES';
const kb = (size: number, of: string) => ({ S: of.repeat(size * 1024 - 100) });

/** What a put consumed: the table's units, then those of the indexes `all` and `titles`. */
async function put(item: Item) {
  const { ConsumedCapacity: consumed } = await db.client.send(
    new PutItemCommand({ TableName, Item: item, ReturnConsumedCapacity }),
  );
  return unitsOf(consumed);
}
function unitsOf(consumed: ConsumedCapacity | undefined) {
  const { Table, GlobalSecondaryIndexes: indexes = {}, CapacityUnits } = consumed ?? {};
  const units = [Table, indexes.all, indexes.titles].map((part) => part?.CapacityUnits ?? 0);
  expect(CapacityUnits).toBe(units.reduce((sum, more) => sum + more));
  return units;
}

describe('writing costs', () => {
  it('a unit a kilobyte, of the larger of old and new', async () => {
    expect(await put(anItem('w', '1', { x: kb(1, 'a') }))).toEqual([1, 0, 0]);
    expect(await put(anItem('w', '1', { x: kb(3, 'a') }))).toEqual([3, 0, 0]);
    expect(await put(anItem('w', '1'))).toEqual([3, 0, 0]);
    expect(await put(anItem('w', '1'))).toEqual([1, 0, 0]);
  });

  it('what it changes in the indexes', async () => {
    const item = (queue: string | undefined, title: string, x: Item[string] = { S: 'x' }) =>
      anItem('w', '2', { ...(queue ? { queue: { S: queue } } : {}), title: { S: title }, x });
    expect(await put(item(undefined, 't'))).toEqual([1, 0, 0]);
    expect(await put(item('q', 't'))).toEqual([1, 1, 1]);
    expect(await put(item('q', 't'))).toEqual([1, 0, 0]);
    expect(await put(item('q', 't', { S: 'y' }))).toEqual([1, 1, 0]);
    expect(await put(item('q', 'u', { S: 'y' }))).toEqual([1, 1, 1]);
    expect(await put(item('r', 'u', { S: 'y' }))).toEqual([1, 2, 2]);
    expect(await put(item('r', 'u', kb(3, 'y')))).toEqual([3, 3, 0]);
    expect(await put(item('s', 'u', kb(3, 'y')))).toEqual([3, 6, 2]);
    expect(await put(item(undefined, 'u', kb(3, 'y')))).toEqual([3, 3, 1]);
  });

  it('a unit even for nothing', async () => {
    const remove = new DeleteItemCommand({ TableName, Key: anItem('w', 'none'), ReturnConsumedCapacity });
    expect(unitsOf((await db.client.send(remove)).ConsumedCapacity)).toEqual([1, 0, 0]);
    const update = new UpdateItemCommand({
      TableName,
      Key: anItem('w', '3'),
      ReturnConsumedCapacity: 'TOTAL',
    });
    expect((await db.client.send(update)).ConsumedCapacity).toEqual({ TableName, CapacityUnits: 1 });
  });

  it('double in a transaction, checks included', async () => {
    await put(anItem('w', '4', { x: kb(2, 'a') }));
    const { ConsumedCapacity } = await db.client.send(
      new TransactWriteItemsCommand({
        ReturnConsumedCapacity,
        TransactItems: [
          { Put: { TableName, Item: anItem('w', '5', { queue: { S: 'q' } }) } },
          {
            ConditionCheck: { TableName, Key: anItem('w', '4'), ConditionExpression: 'attribute_exists(pk)' },
          },
        ],
      }),
    );
    expect(ConsumedCapacity).toEqual([
      {
        TableName,
        CapacityUnits: 10,
        WriteCapacityUnits: 10,
        Table: { CapacityUnits: 6, WriteCapacityUnits: 6 },
        GlobalSecondaryIndexes: {
          all: { CapacityUnits: 2, WriteCapacityUnits: 2 },
          titles: { CapacityUnits: 2, WriteCapacityUnits: 2 },
        },
      },
    ]);
  });

  it('the sum of a batch', async () => {
    const { ConsumedCapacity } = await db.client.send(
      new BatchWriteItemCommand({
        ReturnConsumedCapacity: 'TOTAL',
        RequestItems: {
          [TableName]: [
            { PutRequest: { Item: anItem('w', '6', { x: kb(2, 'a') }) } },
            { DeleteRequest: { Key: anItem('w', 'none') } },
          ],
        },
      }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 3 }]);
  });
});

describe('reading costs', () => {
  beforeAll(async () => {
    for (const sk of ['a', 'b', 'c'])
      await put(anItem('r', sk, { x: kb(3, 'a'), queue: { S: 'r' }, title: { S: sk } }));
    await put(anItem('r-large', 'a', { x: kb(9, 'a') }));
  });
  const get = async (pk: string, sk: string, ConsistentRead: boolean) =>
    (
      await db.client.send(
        new GetItemCommand({
          TableName,
          Key: anItem(pk, sk),
          ConsistentRead,
          ReturnConsumedCapacity: 'TOTAL',
        }),
      )
    ).ConsumedCapacity?.CapacityUnits;

  it('a unit for 4 KB, half of it when it need not be consistent', async () => {
    expect(await get('r', 'a', true)).toBe(1);
    expect(await get('r', 'a', false)).toBe(0.5);
    expect(await get('r-large', 'a', true)).toBe(3);
    expect(await get('r-large', 'a', false)).toBe(1.5);
    expect(await get('r', 'none', true)).toBe(1);
  });

  it('what a query looked at, rounded up once', async () => {
    const query = async (more: object) => {
      const { ConsumedCapacity } = await db.client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': { S: 'r' } },
          ReturnConsumedCapacity,
          ...more,
        }),
      );
      return unitsOf(ConsumedCapacity);
    };
    expect(await query({ ConsistentRead: true })).toEqual([3, 0, 0]);
    expect(await query({})).toEqual([1.5, 0, 0]);
    expect(await query({ Select: 'COUNT', FilterExpression: 'x = :p' })).toEqual([1.5, 0, 0]);
    expect(await query({ ExpressionAttributeValues: { ':p': { S: 'nothing' } } })).toEqual([0.5, 0, 0]);
    const index = { KeyConditionExpression: 'queue = :p' };
    expect(await query({ ...index, IndexName: 'all' })).toEqual([0, 1.5, 0]);
    expect(await query({ ...index, IndexName: 'titles' })).toEqual([0, 0, 0.5]);
  });

  it('each item of a batch for itself, and double in a transaction', async () => {
    const keys = [anItem('r', 'a'), anItem('r', 'b'), anItem('r', 'none')];
    const batch = await db.client.send(
      new BatchGetItemCommand({
        RequestItems: { [TableName]: { Keys: keys } },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(batch.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 1.5 }]);
    const transaction = await db.client.send(
      new TransactGetItemsCommand({
        TransactItems: keys.map((Key) => ({ Get: { TableName, Key } })),
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(transaction.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 6, ReadCapacityUnits: 6 }]);
  });
});
