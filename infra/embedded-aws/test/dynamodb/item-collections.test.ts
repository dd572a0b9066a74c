import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDynamoDb, anIndex, anItem, aTable, defined } from './a-table.ts';

let db: Awaited<ReturnType<typeof aDynamoDb>>;
let local: string;
let plain: string;

beforeAll(async () => {
  db = await aDynamoDb();
  local = await aTable(db.client, {
    AttributeDefinitions: defined('pk:S sk:S at:S'),
    LocalSecondaryIndexes: [anIndex('times', 'pk at', 'KEYS_ONLY')],
  });
  plain = await aTable(db.client, {
    AttributeDefinitions: defined('pk:S sk:S at:S'),
    GlobalSecondaryIndexes: [anIndex('times', 'pk at')],
  });
});
afterAll(() => db.close());

const asked = { ReturnItemCollectionMetrics: 'SIZE' as const };
const small = (pk: string) => ({ ItemCollectionKey: { pk: { S: pk } }, SizeEstimateRangeGB: [0, 1] });
const item = (pk: string, sk: string) => anItem(pk, sk, { at: { S: sk } });

describe('the item collection of a write', () => {
  it('is told where the table has a local index', async () => {
    const put = new PutItemCommand({ TableName: local, Item: item('a', '1'), ...asked });
    expect((await db.client.send(put)).ItemCollectionMetrics).toEqual(small('a'));
    const update = new UpdateItemCommand({ TableName: local, Key: anItem('a', '1'), ...asked });
    expect((await db.client.send(update)).ItemCollectionMetrics).toEqual(small('a'));
    const remove = new DeleteItemCommand({ TableName: local, Key: anItem('a', '1'), ...asked });
    expect((await db.client.send(remove)).ItemCollectionMetrics).toEqual(small('a'));
  });

  it('is not told elsewhere, or unless it is asked for', async () => {
    const elsewhere = new PutItemCommand({ TableName: plain, Item: item('a', '1'), ...asked });
    expect((await db.client.send(elsewhere)).ItemCollectionMetrics).toBeUndefined();
    for (const mode of [undefined, 'NONE' as const]) {
      const put = new PutItemCommand({
        TableName: local,
        Item: item('a', '1'),
        ReturnItemCollectionMetrics: mode,
      });
      expect((await db.client.send(put)).ItemCollectionMetrics).toBeUndefined();
    }
  });

  it('is told once for each partition of a batch, by table', async () => {
    const puts = (keys: [string, string][]) =>
      keys.map(([pk, sk]) => ({ PutRequest: { Item: item(pk, sk) } }));
    const batch = new BatchWriteItemCommand({
      RequestItems: {
        [local]: [
          ...puts([
            ['b', '1'],
            ['b', '2'],
          ]),
          { DeleteRequest: { Key: anItem('c', '1') } },
        ],
        [plain]: puts([['b', '1']]),
      },
      ...asked,
    });
    expect((await db.client.send(batch)).ItemCollectionMetrics).toEqual({
      [local]: [small('b'), small('c')],
    });
  });

  it('is told of what a transaction writes, not of what it checks', async () => {
    const exists = { ConditionExpression: 'attribute_exists(pk)' };
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: local, Item: item('d', '1') } },
        { ConditionCheck: { TableName: local, Key: anItem('b', '1'), ...exists } },
        { Put: { TableName: plain, Item: item('d', '1') } },
      ],
      ...asked,
    });
    expect((await db.client.send(transaction)).ItemCollectionMetrics).toEqual({ [local]: [small('d')] });
  });

  it('is measured in whole gigabytes, with what its local indexes hold', async () => {
    const put = new PutItemCommand({ TableName: local, Item: item('large', '1'), ...asked });
    await db.client.send(put);
    const grow = (table: string, size: number) =>
      db.store.db.exec(`UPDATE ${table} SET size = ${size} WHERE instr(key, CAST('large' AS BLOB)) > 0`);
    grow('dynamodb_item', 2 ** 30);
    grow('dynamodb_entry', 2 ** 30);
    const again = new UpdateItemCommand({ TableName: local, Key: anItem('large', '0'), ...asked });
    expect((await db.client.send(again)).ItemCollectionMetrics?.SizeEstimateRangeGB).toEqual([2, 3]);
  });
});
