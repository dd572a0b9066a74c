import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  TransactGetItemsCommand,
  type TransactGetItemsCommandInput,
  type TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDynamoDb, anIndex, anItem, aTable, defined, errorOf, faultOf, type Item } from './a-table.ts';

let db: Awaited<ReturnType<typeof aDynamoDb>>;
let TableName: string;
let other: string;

beforeAll(async () => {
  db = await aDynamoDb();
  TableName = await aTable(db.client, {
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  other = await aTable(db.client);
});
afterAll(() => db.close());

type Members = NonNullable<TransactWriteItemsCommandInput['TransactItems']>;
const write = (TransactItems: Members, ClientRequestToken?: string) =>
  db.client.send(
    new TransactWriteItemsCommand({ TransactItems, ...(ClientRequestToken ? { ClientRequestToken } : {}) }),
  );
const put = (Item: Item, more: object = {}): Members[number] => ({ Put: { TableName, Item, ...more } });
const get = async (pk: string, sk: string, from = TableName) =>
  (await db.client.send(new GetItemCommand({ TableName: from, Key: anItem(pk, sk) }))).Item;
const seed = (item: Item) => db.client.send(new PutItemCommand({ TableName, Item: item }));
const reasonsOf = async (call: Promise<unknown>) => {
  const error = await errorOf<TransactionCanceledException>(call);
  expect(error.name).toBe('TransactionCanceledException');
  return error.CancellationReasons;
};

describe('a transaction', () => {
  it('puts, updates, deletes and checks, over tables', async () => {
    await seed(anItem('t1', 'updated', { n: { N: '1' } }));
    await seed(anItem('t1', 'deleted'));
    await seed(anItem('t1', 'checked', { ok: { BOOL: true } }));
    await write([
      put(anItem('t1', 'new'), { ConditionExpression: 'attribute_not_exists(pk)' }),
      {
        Update: {
          TableName,
          Key: anItem('t1', 'updated'),
          UpdateExpression: 'ADD n :n',
          ExpressionAttributeValues: { ':n': { N: '1' } },
        },
      },
      { Delete: { TableName, Key: anItem('t1', 'deleted') } },
      {
        ConditionCheck: {
          TableName,
          Key: anItem('t1', 'checked'),
          ConditionExpression: 'ok = :t',
          ExpressionAttributeValues: { ':t': { BOOL: true } },
        },
      },
      { Put: { TableName: other, Item: anItem('t1', 'new') } },
    ]);
    expect(await get('t1', 'new')).toBeDefined();
    expect((await get('t1', 'updated'))?.n).toEqual({ N: '2' });
    expect(await get('t1', 'deleted')).toBeUndefined();
    expect(await get('t1', 'new', other)).toBeDefined();
  });

  it('does nothing if one condition fails, and says which', async () => {
    await seed(anItem('t2', 'there', { secret: { S: 's' } }));
    const before = (await db.client.send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count;
    const last = db.dynamodb.readStream(TableName, '', 1000).length;
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    const error = await errorOf<TransactionCanceledException>(
      write([
        put(anItem('t2', 'one')),
        put(anItem('t2', 'there'), { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
        put(anItem('t2', 'two'), condition),
        {
          ConditionCheck: {
            TableName,
            Key: anItem('t2', 'nowhere'),
            ConditionExpression: 'attribute_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ]),
    );
    expect(error.message).toBe(
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None, ConditionalCheckFailed]',
    );
    expect(error.CancellationReasons).toEqual([
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: anItem('t2', 'there', { secret: { S: 's' } }),
      },
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    ]);
    expect((await db.client.send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count).toBe(before);
    expect(db.dynamodb.readStream(TableName, '', 1000)).toHaveLength(last);
  });

  it('gives a reason for what an item cannot become', async () => {
    await seed(anItem('t3', 'text', { n: { S: 'x' } }));
    const reasons = await reasonsOf(
      write([
        put(anItem('t3', 'one')),
        {
          Update: {
            TableName,
            Key: anItem('t3', 'text'),
            UpdateExpression: 'ADD n :n',
            ExpressionAttributeValues: { ':n': { N: '1' } },
          },
        },
      ]),
    );
    expect(reasons).toEqual([
      { Code: 'None' },
      { Code: 'ValidationError', Message: 'An operand in the update expression has an incorrect data type' },
    ]);
    expect(await get('t3', 'one')).toBeUndefined();
    expect(await reasonsOf(write([put({ pk: { S: 'a' } })]))).toMatchObject([{ Code: 'ValidationError' }]);
  });

  it('has each item once', async () => {
    expect(
      await faultOf(write([put(anItem('t4', 'a')), { Delete: { TableName, Key: anItem('t4', 'a') } }])),
    ).toBe('ValidationException: Transaction request cannot include multiple operations on one item');
    await write([put(anItem('t4', 'a')), { Put: { TableName: other, Item: anItem('t4', 'a') } }]);
  });

  it('is of one to a hundred actions and four megabytes', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => put(anItem('t5', String(i).padStart(3, '0'))));
    await write(many(100));
    expect(await faultOf(write(many(101)))).toContain('ValidationException: 1 validation error detected');
    expect(await faultOf(write([]))).toContain('Member must have length greater than or equal to 1');
    const text = { S: 'x'.repeat(400_000) };
    const fat = Array.from({ length: 11 }, (_, i) => put(anItem('t5-fat', String(i), { text })));
    expect(await faultOf(write(fat))).toContain('ValidationException');
    expect(await get('t5-fat', '0')).toBeUndefined();
    await write(fat.slice(0, 10));
  });

  it('may touch more than it brings along', async () => {
    const keys = Array.from({ length: 11 }, (_, i) => anItem('t5-large', String(i)));
    await Promise.all(keys.map((key) => seed({ ...key, text: { S: 'x'.repeat(400_000) } })));
    await write(keys.map((Key) => ({ Delete: { TableName, Key } })));
    expect(await get('t5-large', '10')).toBeUndefined();
  });

  it('is read up to the first wrong key', async () => {
    const wrong = put({ pk: { N: '1' }, sk: { S: 'a' } });
    expect(await reasonsOf(write([put(anItem('t5', 'a')), wrong, wrong]))).toMatchObject([
      { Code: 'None' },
      { Code: 'ValidationError' },
      { Code: 'None' },
    ]);
  });

  describe('is refused as a whole, not cancelled, for an empty key', () => {
    const plain = 'ValidationException: One or more parameter values are not valid. ';
    const empty = (kind: string) =>
      `The AttributeValue for a key attribute cannot contain an empty ${kind} value.`;
    let indexed: string;
    beforeAll(async () => {
      indexed = await aTable(db.client, {
        AttributeDefinitions: defined('pk:S sk:B queue:S'),
        GlobalSecondaryIndexes: [anIndex('queues', 'queue')],
      });
    });
    const key = (pk: string, bytes: number): Item => ({ pk: { S: pk }, sk: { B: new Uint8Array(bytes) } });
    const update = { UpdateExpression: 'SET queue = :q', ExpressionAttributeValues: { ':q': { S: '' } } };

    it.each<[string, (TableName: string) => Members[number], string]>([
      [
        'in a put',
        (TableName) => ({ Put: { TableName, Item: key('', 1) } }),
        `${plain}${empty('string')} Key: pk`,
      ],
      [
        'that is binary',
        (TableName) => ({ Put: { TableName, Item: key('a', 0) } }),
        `${plain}${empty('binary')} Key: sk`,
      ],
      [
        'in an update',
        (TableName) => ({ Update: { TableName, Key: key('', 1), UpdateExpression: 'REMOVE x' } }),
        `${plain}${empty('string')} Key: pk`,
      ],
      [
        'in a delete',
        (TableName) => ({ Delete: { TableName, Key: key('', 1) } }),
        `${plain}${empty('string')} Key: pk`,
      ],
      [
        'in a check',
        (TableName) => ({
          ConditionCheck: { TableName, Key: key('', 1), ConditionExpression: 'attribute_exists(pk)' },
        }),
        `${plain}${empty('string')} Key: pk`,
      ],
      [
        'of an index in a put',
        (TableName) => ({ Put: { TableName, Item: { ...key('a', 1), queue: { S: '' } } } }),
        `${plain}A value specified for a secondary index key is not supported. ${empty('string')} IndexName: queues, IndexKey: queue`,
      ],
      [
        'of an index in an update',
        (TableName) => ({ Update: { TableName, Key: key('a', 1), ...update } }),
        `${plain}The update expression attempted to update a secondary index key to a value that is not supported. ${empty('string')}`,
      ],
    ])('%s', async (_where, member, message) => {
      const other = put(anItem('t6-empty', 'a'));
      expect(await faultOf(write([other, member(indexed)]))).toBe(message);
      expect(await get('t6-empty', 'a')).toBeUndefined();
    });

    it('but cancelled for one of a wrong type', async () => {
      const wrong = { Put: { TableName: indexed, Item: { ...key('a', 1), queue: { N: '1' } } } };
      expect(await reasonsOf(write([wrong]))).toMatchObject([{ Code: 'ValidationError' }]);
    });

    it('but a reading of one is cancelled', async () => {
      const TransactItems = [{ Get: { TableName: indexed, Key: key('', 1) } }];
      const read = db.client.send(new TransactGetItemsCommand({ TransactItems }));
      expect(await reasonsOf(read)).toEqual([
        {
          Code: 'ValidationError',
          Message: `One or more parameter values are not valid. ${empty('string')} Key: pk`,
        },
      ]);
    });
  });

  it('is refused as a whole for an item that is too large, but cancelled for one that becomes so', async () => {
    const half = { S: 'x'.repeat(250_000) };
    await seed(anItem('t6', 'half', { half }));
    expect(await faultOf(write([put(anItem('t6', 'large', { half, other: half }))]))).toBe(
      'ValidationException: Item size has exceeded the maximum allowed size',
    );
    const grow = {
      TableName,
      Key: anItem('t6', 'half'),
      UpdateExpression: 'SET more = :m',
      ExpressionAttributeValues: { ':m': half },
    };
    expect(await reasonsOf(write([{ Update: grow }]))).toEqual([
      { Code: 'ValidationError', Message: 'Item size to update has exceeded the maximum allowed size' },
    ]);
  });

  it('refuses a bad expression before it looks at any item', async () => {
    expect(await faultOf(write([put(anItem('t6', 'a'), { ConditionExpression: 'nonsense(' })]))).toContain(
      'ValidationException: Invalid ConditionExpression: Syntax error',
    );
    expect(await faultOf(write([{ Put: { TableName: 'nowhere', Item: anItem('t6', 'a') } }]))).toContain(
      'ResourceNotFoundException',
    );
    expect(
      await faultOf(write([{ ...put(anItem('t6', 'a')), Delete: { TableName, Key: anItem('t6', 'b') } }])),
    ).toContain('TransactItems can only contain one of Check, Put, Update or Delete');
  });

  it('leaves its stream records together and in its order', async () => {
    const seen = db.dynamodb.readStream(TableName, '', 1000).length;
    await write(['c', 'a', 'b'].map((sk) => put(anItem('t7', sk))));
    const keys = db.dynamodb
      .readStream(TableName, '', 1000)
      .slice(seen)
      .map(({ dynamodb }) => dynamodb.Keys);
    expect(keys).toEqual(['c', 'a', 'b'].map((sk) => anItem('t7', sk)));
  });
});

describe('a client request token', () => {
  const counting: Members = [
    {
      Update: {
        TableName: '',
        Key: anItem('token', 'n'),
        UpdateExpression: 'ADD n :n',
        ExpressionAttributeValues: { ':n': { N: '1' } },
      },
    },
  ];
  const count = (token: string, by = '1') =>
    write(
      counting.map(({ Update }) => ({
        Update: { ...Update, TableName, ExpressionAttributeValues: { ':n': { N: by } } },
      })) as Members,
      token,
    );
  const counted = async () => (await get('token', 'n'))?.n;

  it('lets a transaction happen once in ten minutes', async () => {
    await count('one');
    await count('one');
    expect(await counted()).toEqual({ N: '1' });
    await count('another');
    expect(await counted()).toEqual({ N: '2' });
    expect((await errorOf(count('one', '5'))).name).toBe('IdempotentParameterMismatchException');
    db.clock.turnTo(db.clock.now() + 9 * 60_000);
    await count('one');
    expect(await counted()).toEqual({ N: '2' });
    db.clock.turnTo(db.clock.now() + 2 * 60_000);
    await count('one');
    expect(await counted()).toEqual({ N: '3' });
  });

  it('prices a repetition in read units, by what was done then', async () => {
    const wide = { S: 'x'.repeat(9000) };
    const replace = new TransactWriteItemsCommand({
      TransactItems: [
        put(anItem('priced', 'one')),
        { Put: { TableName: other, Item: anItem('priced', 'two') } },
      ],
      ClientRequestToken: 'priced',
      ReturnConsumedCapacity: 'INDEXES',
    });
    const units = (kind: 'Read' | 'Write', n: number) => ({ CapacityUnits: n, [`${kind}CapacityUnits`]: n });
    await seed(anItem('priced', 'one', { wide }));
    expect((await db.client.send(replace)).ConsumedCapacity).toEqual([
      { TableName, ...units('Write', 18), Table: units('Write', 18) },
      { TableName: other, ...units('Write', 2), Table: units('Write', 2) },
    ]);
    await seed(anItem('priced', 'one', { wide: { S: 'x'.repeat(300_000) } }));
    expect((await db.client.send(replace)).ConsumedCapacity).toEqual([
      { TableName, ...units('Read', 6), Table: units('Read', 6) },
      { TableName: other, ...units('Read', 2), Table: units('Read', 2) },
    ]);
  });

  it('is of the actions alone: a repetition may ask otherwise what it costs', async () => {
    const asking = (ReturnConsumedCapacity?: 'TOTAL' | 'INDEXES', more: Item = {}) =>
      db.client.send(
        new TransactWriteItemsCommand({
          TransactItems: [put(anItem('asked', 'a', more))],
          ClientRequestToken: 'asked',
          ReturnConsumedCapacity,
        }),
      );
    expect((await asking()).ConsumedCapacity).toBeUndefined();
    expect((await asking('TOTAL')).ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 2, ReadCapacityUnits: 2 },
    ]);
    expect((await errorOf(asking('TOTAL', { x: { S: 'x' } }))).name).toBe(
      'IdempotentParameterMismatchException',
    );
  });

  it('outlives the process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'embedded-aws-'));
    const first = await aDynamoDb(join(folder, 'aws.db'));
    const kept = await aTable(first.client);
    await first.close();
    const transact = async () => {
      const again = await aDynamoDb(join(folder, 'aws.db'));
      const command = new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName: kept, Item: anItem('kept', 'a') } }],
        ClientRequestToken: 'kept',
        ReturnConsumedCapacity: 'TOTAL',
      });
      const { ConsumedCapacity } = await again.client.send(command);
      await again.close();
      return ConsumedCapacity?.[0];
    };
    expect(await transact()).toMatchObject({ WriteCapacityUnits: 2 });
    expect(await transact()).toMatchObject({ ReadCapacityUnits: 2 });
    rmSync(folder, { recursive: true });
  });

  it('is not spent by a transaction that was canceled', async () => {
    const conditional = [
      put(anItem('token', 'late'), { ConditionExpression: 'attribute_not_exists(pk)' }),
      {
        ConditionCheck: {
          TableName,
          Key: anItem('token', 'gate'),
          ConditionExpression: 'attribute_exists(pk)',
        },
      },
    ];
    expect(await reasonsOf(write(conditional, 'spent'))).toHaveLength(2);
    await seed(anItem('token', 'gate'));
    await write(conditional, 'spent');
    expect(await get('token', 'late')).toBeDefined();
  });
});

describe('getting in a transaction', () => {
  type Gets = NonNullable<TransactGetItemsCommandInput['TransactItems']>;
  const read = (TransactItems: Gets) => db.client.send(new TransactGetItemsCommand({ TransactItems }));

  it('gives items in the order asked, empty where there are none', async () => {
    await seed(anItem('g', 'a', { x: { S: 'x' }, y: { S: 'y' } }));
    const { Responses } = await read([
      { Get: { TableName, Key: anItem('g', 'none') } },
      { Get: { TableName, Key: anItem('g', 'a'), ProjectionExpression: 'x' } },
    ]);
    expect(Responses).toEqual([{}, { Item: { x: { S: 'x' } } }]);
  });

  it('has each item once', async () => {
    const one = { Get: { TableName, Key: anItem('g', 'a') } };
    expect(await faultOf(read([one, one]))).toBe(
      'ValidationException: Transaction request cannot include multiple operations on one item',
    );
  });

  it('says which key is wrong', async () => {
    const reasons = await reasonsOf(
      read([{ Get: { TableName, Key: anItem('g', 'a') } }, { Get: { TableName, Key: { pk: { S: 'g' } } } }]),
    );
    expect(reasons).toMatchObject([
      { Code: 'None' },
      { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
    ]);
  });
});
