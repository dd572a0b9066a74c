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
  type TransactWriteItemsCommandInput,
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

  it('what it takes from the indexes when an item is changed, moved or deleted in place', async () => {
    await put(anItem('w', '7', { queue: { S: 'q' }, title: { S: 't' }, x: kb(2, 'x') }));
    const update = async (UpdateExpression: string, values: Item = {}) =>
      unitsOf(
        (
          await db.client.send(
            new UpdateItemCommand({
              TableName,
              Key: anItem('w', '7'),
              UpdateExpression,
              ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
              ReturnConsumedCapacity,
            }),
          )
        ).ConsumedCapacity,
      );
    expect(await update('SET y = :v', { ':v': { S: 'y' } })).toEqual([2, 2, 0]);
    expect(await update('SET y = :v', { ':v': { S: 'y' } })).toEqual([2, 0, 0]);
    expect(await update('SET queue = :v', { ':v': { S: 'r' } })).toEqual([2, 4, 2]);
    expect(await update('REMOVE queue')).toEqual([2, 2, 1]);
    expect(await update('SET queue = :v', { ':v': { S: 's' } })).toEqual([2, 2, 1]);
    const remove = new DeleteItemCommand({ TableName, Key: anItem('w', '7'), ReturnConsumedCapacity });
    expect(unitsOf((await db.client.send(remove)).ConsumedCapacity)).toEqual([2, 2, 1]);
  });

  describe('double in a transaction', () => {
    type Members = NonNullable<TransactWriteItemsCommandInput['TransactItems']>;
    const transact = async (TransactItems: Members, mode: 'INDEXES' | 'TOTAL' = 'INDEXES') =>
      (await db.client.send(new TransactWriteItemsCommand({ ReturnConsumedCapacity: mode, TransactItems })))
        .ConsumedCapacity;
    const written = (units: number) => ({ CapacityUnits: units, WriteCapacityUnits: units });

    it('for the table, but not for its indexes: a put into a table with two is four units', async () => {
      const Item = anItem('w', '5', { queue: { S: 'q' } });
      expect(await transact([{ Put: { TableName, Item } }])).toEqual([
        {
          TableName,
          ...written(4),
          Table: written(2),
          GlobalSecondaryIndexes: { all: written(1), titles: written(1) },
        },
      ]);
      await db.client.send(new DeleteItemCommand({ TableName, Key: anItem('w', '5') }));
      expect(await transact([{ Put: { TableName, Item } }], 'TOTAL')).toEqual([{ TableName, ...written(4) }]);
    });

    it('for an item that moves within an index, or leaves it', async () => {
      const Key = anItem('w', '8');
      await put({ ...Key, queue: { S: 'q' }, x: kb(2, 'x') });
      const move = {
        TableName,
        Key,
        UpdateExpression: 'SET queue = :q',
        ExpressionAttributeValues: { ':q': { S: 'r' } },
      };
      expect(await transact([{ Update: move }])).toEqual([
        {
          TableName,
          ...written(4 + 4 + 2),
          Table: written(4),
          GlobalSecondaryIndexes: { all: written(4), titles: written(2) },
        },
      ]);
      expect(await transact([{ Delete: { TableName, Key } }])).toEqual([
        {
          TableName,
          ...written(4 + 2 + 1),
          Table: written(4),
          GlobalSecondaryIndexes: { all: written(2), titles: written(1) },
        },
      ]);
    });

    it('for what it only checks, which no index knows of', async () => {
      await put(anItem('w', '4', { queue: { S: 'q' }, x: kb(2, 'a') }));
      const check = { TableName, Key: anItem('w', '4'), ConditionExpression: 'attribute_exists(pk)' };
      expect(await transact([{ ConditionCheck: check }])).toEqual([
        { TableName, ...written(4), Table: written(4) },
      ]);
    });

    it('summed by table, each named once', async () => {
      const other = await aTable(db.client, {
        AttributeDefinitions: defined('pk:S sk:S at:S'),
        LocalSecondaryIndexes: [anIndex('times', 'pk at')],
      });
      const item = (sk: string) => anItem('w', sk, { at: { S: sk } });
      expect(
        await transact([
          { Put: { TableName: other, Item: item('1') } },
          { Put: { TableName, Item: item('9') } },
          { Put: { TableName: other, Item: item('2') } },
        ]),
      ).toEqual([
        { TableName: other, ...written(6), Table: written(4), LocalSecondaryIndexes: { times: written(2) } },
        { TableName, ...written(2), Table: written(2) },
      ]);
    });
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
