import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  BatchWriteItemCommand,
  type BatchWriteItemCommandInput,
  PutItemCommand,
  paginateScan,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDynamoDb, anIndex, anItem, aTable, defined, faultOf, type Item, sorted } from './a-table.ts';

let db: Awaited<ReturnType<typeof aDynamoDb>>;
let TableName: string;
const all = Array.from({ length: 60 }, (_, i) => `p${i}`);

beforeAll(async () => {
  db = await aDynamoDb();
  TableName = await aTable(db.client, {
    AttributeDefinitions: defined('pk:S sk:S odd:S'),
    GlobalSecondaryIndexes: [anIndex('odds', 'odd', 'KEYS_ONLY')],
  });
  for (const [i, pk] of all.entries())
    await db.client.send(
      new PutItemCommand({
        TableName,
        Item: anItem(pk, 'x', { n: { N: String(i) }, ...(i % 2 ? { odd: { S: 'odd' } } : {}) }),
      }),
    );
});
afterAll(() => db.close());

async function scan(more: Partial<ScanCommandInput> = {}) {
  const found: (string | undefined)[] = [];
  let pages = 0;
  for await (const { Items = [] } of paginateScan({ client: db.client }, { TableName, ...more })) {
    pages++;
    found.push(...Items.map(({ pk }) => pk?.S));
  }
  return { found, pages };
}

describe('a scan', () => {
  it('finds every item once, in pages', async () => {
    const { found, pages } = await scan({ Limit: 7 });
    expect(sorted(found)).toEqual(sorted(all));
    expect(pages).toBe(9);
  });

  it('is shared out among segments', async () => {
    const parts = await Promise.all(
      [0, 1, 2, 3].map((Segment) => scan({ Segment, TotalSegments: 4, Limit: 5 })),
    );
    expect(sorted(parts.flatMap(({ found }) => found))).toEqual(sorted(all));
    for (const { found } of parts) expect(found.length).toBeGreaterThan(5);
  });

  it('filters, also by key, and counts what it looked at', async () => {
    const { Count, ScannedCount } = await db.client.send(
      new ScanCommand({
        TableName,
        FilterExpression: 'n < :n AND pk <> :p',
        ExpressionAttributeValues: { ':n': { N: '10' }, ':p': { S: 'p3' } },
        Select: 'COUNT',
      }),
    );
    expect({ Count, ScannedCount }).toEqual({ Count: 9, ScannedCount: 60 });
  });

  it('reads an index', async () => {
    expect(sorted((await scan({ IndexName: 'odds', Limit: 11 })).found)).toEqual(
      sorted(all.filter((_, i) => i % 2)),
    );
  });

  it.each<[Partial<ScanCommandInput>, string]>([
    [{ Segment: 0 }, 'The TotalSegments parameter is required'],
    [{ TotalSegments: 2 }, 'The Segment parameter is required'],
    [
      { Segment: 2, TotalSegments: 2 },
      'The Segment parameter is zero-based and must be less than parameter TotalSegments',
    ],
    [{ ScanFilter: { n: { ComparisonOperator: 'NULL' } } }, 'does not support the parameter ScanFilter'],
    [
      { Select: 'ALL_PROJECTED_ATTRIBUTES' },
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
  ])('is refused with %j', async (more, message) => {
    expect(await faultOf(db.client.send(new ScanCommand({ TableName, ...more })))).toContain(message);
  });

  it('refuses the cursor of another segment', async () => {
    const { LastEvaluatedKey } = await db.client.send(
      new ScanCommand({ TableName, Segment: 0, TotalSegments: 2, Limit: 1 }),
    );
    const other = new ScanCommand({
      TableName,
      Segment: 1,
      TotalSegments: 2,
      ExclusiveStartKey: LastEvaluatedKey,
    });
    expect(await faultOf(db.client.send(other))).toContain(
      'Please use ExclusiveStartKey with correct Segment',
    );
  });
});

describe('getting a batch', () => {
  const get = (RequestItems: BatchGetItemCommandInput['RequestItems']) =>
    db.client.send(new BatchGetItemCommand({ RequestItems }));

  it('gives the items there are', async () => {
    const other = await aTable(db.client);
    const { Responses, UnprocessedKeys } = await get({
      [TableName]: {
        Keys: [anItem('p1', 'x'), anItem('none', 'x'), anItem('p2', 'x')],
        ProjectionExpression: '#n, pk',
        ExpressionAttributeNames: { '#n': 'n' },
      },
      [other]: { Keys: [anItem('none', 'x')] },
    });
    expect(Responses).toEqual({
      [TableName]: [
        { pk: { S: 'p1' }, n: { N: '1' } },
        { pk: { S: 'p2' }, n: { N: '2' } },
      ],
      [other]: [],
    });
    expect(UnprocessedKeys).toEqual({});
  });

  it('is for at most 100 keys, each once', async () => {
    expect(await faultOf(get({ [TableName]: { Keys: [anItem('p1', 'x'), anItem('p1', 'x')] } }))).toBe(
      'ValidationException: Provided list of item keys contains duplicates',
    );
    const many = Array.from({ length: 101 }, (_, i) => anItem(`p${i}`, 'x'));
    const count = `ValidationException: 1 validation error detected: Value at 'RequestItems.${TableName}.member.Keys' failed to satisfy constraint: Member must have length`;
    expect(await faultOf(get({ [TableName]: { Keys: many } }))).toBe(`${count} less than or equal to 100`);
    expect(await faultOf(get({ [TableName]: { Keys: [] } }))).toBe(`${count} greater than or equal to 1`);
    expect(await faultOf(get({}))).toBe(
      "ValidationException: 1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
    expect(await faultOf(get({ [TableName]: { Keys: [{ pk: { S: 'p1' } }] } }))).toContain(
      'The provided key element does not match the schema',
    );
    expect(await faultOf(get({ nowhere: { Keys: [anItem('p1', 'x')] } }))).toContain(
      'ResourceNotFoundException',
    );
  });

  it('leaves over what does not fit into 16 MB', async () => {
    const fat = await aTable(db.client);
    const text = { S: 'x'.repeat(390_000) };
    const Keys = Array.from({ length: 45 }, (_, i) => anItem('fat', String(i)));
    for (const key of Keys)
      await db.client.send(new PutItemCommand({ TableName: fat, Item: { ...key, text } }));
    const first = await get({ [fat]: { Keys, ConsistentRead: true } });
    expect(first.Responses?.[fat]).toHaveLength(43);
    expect(first.UnprocessedKeys).toEqual({ [fat]: { Keys: Keys.slice(43), ConsistentRead: true } });
    const rest = await get(first.UnprocessedKeys);
    expect(rest.Responses?.[fat]).toHaveLength(2);
  });
});

describe('writing a batch', () => {
  const write = (RequestItems: BatchWriteItemCommandInput['RequestItems']) =>
    db.client.send(new BatchWriteItemCommand({ RequestItems }));

  it('puts and deletes', async () => {
    const table = await aTable(db.client);
    await write({
      [table]: [{ PutRequest: { Item: anItem('a', '1') } }, { PutRequest: { Item: anItem('a', '2') } }],
    });
    const { UnprocessedItems } = await write({
      [table]: [{ DeleteRequest: { Key: anItem('a', '1') } }, { PutRequest: { Item: anItem('a', '3') } }],
    });
    expect(UnprocessedItems).toEqual({});
    const { Items = [] } = await db.client.send(new ScanCommand({ TableName: table }));
    expect(sorted(Items.map(({ sk }) => sk?.S))).toEqual(['2', '3']);
  });

  it('is for at most 25 items, each once, all of them valid', async () => {
    const table = await aTable(db.client);
    const item = anItem('a', '1');
    expect(
      await faultOf(write({ [table]: [{ PutRequest: { Item: item } }, { DeleteRequest: { Key: item } }] })),
    ).toBe('ValidationException: Provided list of item keys contains duplicates');
    const many = Array.from({ length: 26 }, (_, i) => ({ PutRequest: { Item: anItem('a', String(i)) } }));
    const length =
      'Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]';
    expect(await faultOf(write({ [table]: many }))).toContain(length);
    expect(await faultOf(write({ [table]: [] }))).toBe(
      `ValidationException: 1 validation error detected: Value '{${table}=[]}' at 'requestItems' failed to satisfy constraint: ${length}`,
    );
    const wrongs: Item[] = [{ pk: { S: 'a' } }, { pk: { S: 'a' }, sk: { N: '1' } }];
    for (const wrong of wrongs)
      expect(
        await faultOf(write({ [table]: [{ PutRequest: { Item: item } }, { PutRequest: { Item: wrong } }] })),
      ).toBe('ValidationException: The provided key element does not match the schema');
    expect(await faultOf(write({}))).toBe(
      'ValidationException: The requestItems parameter is required for BatchWriteItem',
    );
    expect((await db.client.send(new ScanCommand({ TableName: table }))).Count).toBe(0);
  });
});
