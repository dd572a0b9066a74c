import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDynamoDb, anIndex, anItem, aTable, defined, faultOf, type Item, sorted } from './a-table.ts';

let db: Awaited<ReturnType<typeof aDynamoDb>>;
let TableName: string;

beforeAll(async () => {
  db = await aDynamoDb();
  TableName = await aTable(db.client, {
    AttributeDefinitions: defined('pk:S sk:S queue:S at:N'),
    GlobalSecondaryIndexes: [
      anIndex('queues', 'queue at'),
      anIndex('keys', 'queue sk', 'KEYS_ONLY'),
      anIndex('some', 'queue', ['title']),
    ],
    LocalSecondaryIndexes: [anIndex('times', 'pk at', 'KEYS_ONLY')],
  });
});
afterAll(() => db.close());

const put = (item: Item, to = TableName) => db.client.send(new PutItemCommand({ TableName: to, Item: item }));
const query = (KeyConditionExpression: string, values: Item, more: Partial<QueryCommandInput> = {}) =>
  db.client.send(
    new QueryCommand({ TableName, KeyConditionExpression, ExpressionAttributeValues: values, ...more }),
  );
const sks = ({ Items = [] }: QueryCommandOutput) => Items.map(({ sk }) => sk?.S ?? sk?.N ?? sk?.B);

/** Every page of a query, in a row. */
async function pages(ask: (start: Item | undefined) => Promise<QueryCommandOutput>) {
  const found: QueryCommandOutput[] = [];
  let start: Item | undefined;
  do {
    const page = await ask(start);
    found.push(page);
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
}

describe('a key condition', () => {
  const letters = ['', 'a', 'a\u0000', 'a\u0000b', 'ab', 'b', 'ক', 'কখ', '\uff21', '\u{1d11e}'].filter(
    Boolean,
  );
  beforeAll(async () => {
    for (const sk of [...letters].reverse()) await put(anItem('letters', sk));
    await put(anItem('letter', 's'));
    await put(anItem('letterss', 's'));
  });

  it.each<[string, Item, string[]]>([
    ['pk = :p', {}, letters],
    ['pk = :p AND sk = :v', { ':v': { S: 'a' } }, ['a']],
    ['pk = :p AND sk < :v', { ':v': { S: 'ab' } }, ['a', 'a\u0000', 'a\u0000b']],
    ['pk = :p AND sk <= :v', { ':v': { S: 'a\u0000' } }, ['a', 'a\u0000']],
    ['pk = :p AND sk > :v', { ':v': { S: 'b' } }, ['ক', 'কখ', '\uff21', '\u{1d11e}']],
    ['pk = :p AND sk >= :v', { ':v': { S: '\uff21' } }, ['\uff21', '\u{1d11e}']],
    [
      'sk BETWEEN :v AND :w AND pk = :p',
      { ':v': { S: 'a\u0000b' }, ':w': { S: 'b' } },
      ['a\u0000b', 'ab', 'b'],
    ],
    ['pk = :p AND begins_with(sk, :v)', { ':v': { S: 'a' } }, ['a', 'a\u0000', 'a\u0000b', 'ab']],
    ['pk = :p AND begins_with(sk, :v)', { ':v': { S: 'a\u0000' } }, ['a\u0000', 'a\u0000b']],
    ['pk = :p AND begins_with(sk, :v)', { ':v': { S: 'ক' } }, ['ক', 'কখ']],
    ['(pk = :p) AND (:v < sk)', { ':v': { S: 'কখ' } }, ['\uff21', '\u{1d11e}']],
  ])('%s with %j', async (condition, values, expected) => {
    const asked = { ':p': { S: 'letters' }, ...values };
    expect(sks(await query(condition, asked))).toEqual(expected);
    expect(sks(await query(condition, asked, { ScanIndexForward: false }))).toEqual([...expected].reverse());
  });

  it.each<[string, Item, string]>([
    ['sk = :v', {}, 'Query condition missed key schema element: pk'],
    ['pk > :v', {}, 'Query key condition not supported'],
    ['pk = :v AND other_one = :v', {}, 'Query condition missed key schema element: sk'],
    ['pk = :v AND sk = :v AND x = :v', {}, 'Conditions can be of length 1 or 2 only'],
    ['pk = :v OR sk = :v', {}, 'Invalid operator used in KeyConditionExpression: OR'],
    ['pk = :v AND sk <> :v', {}, 'Invalid operator used in KeyConditionExpression: <>'],
    ['pk = :v AND sk IN (:v)', {}, 'Invalid operator used in KeyConditionExpression: IN'],
    ['pk = :v AND NOT sk = :v', {}, 'Invalid operator used in KeyConditionExpression: NOT'],
    ['pk = :v AND contains(sk, :v)', {}, 'Invalid operator used in KeyConditionExpression: contains'],
    ['pk = :v AND size(sk) = :v', {}, 'KeyConditionExpressions cannot contain nested operations'],
    ['pk = :v AND sk.deep = :v', {}, 'KeyConditionExpressions cannot have conditions on nested attributes'],
    ['pk = :v AND pk = :v', {}, 'KeyConditionExpressions must only contain one condition per key'],
    ['pk = :v AND sk = :n', { ':n': { N: '1' } }, 'Condition parameter type does not match schema type'],
    ['pk = :v AND sk = :n', { ':n': { S: '' } }, 'cannot contain an empty string value. Key: sk'],
  ])('%s is refused', async (condition, values, message) => {
    expect(await faultOf(query(condition, { ':v': { S: 'a' }, ...values }))).toContain(`ValidationException`);
    expect(await faultOf(query(condition, { ':v': { S: 'a' }, ...values }))).toContain(message);
  });
});

describe('a sort key', () => {
  const numbers = [
    '-9.9999999999999999999999999999999999999E+125',
    '-100',
    '-99',
    '-10.5',
    '-10',
    '-1',
    '-0.11',
    '-0.1',
    '-1E-130',
    '0',
    '1E-130',
    '0.09',
    '0.1',
    '0.11',
    '1',
    '1.0000000000000000000000000000000000001',
    '9',
    '10',
    '10.5',
    '99',
    '100',
    '1E+20',
    '9.9999999999999999999999999999999999999E+125',
  ];

  it('that is a number sorts as numbers do', async () => {
    const table = await aTable(db.client, { AttributeDefinitions: defined('pk:S sk:N') });
    for (const N of sorted(numbers)) await put({ pk: { S: 'n' }, sk: { N }, was: { S: N } }, table);
    const ask = (condition: string, values: Item = {}) =>
      query(condition, { ':p': { S: 'n' }, ...values }, { TableName: table });
    const was = ({ Items = [] }: QueryCommandOutput) => Items.map((item) => item.was?.S);
    expect(was(await ask('pk = :p'))).toEqual(numbers);
    expect(
      was(await ask('pk = :p AND sk BETWEEN :a AND :b', { ':a': { N: '-0.11' }, ':b': { N: '.1' } })),
    ).toEqual(numbers.slice(6, 13));
    expect(was(await ask('pk = :p AND sk > :a', { ':a': { N: '99.0' } }))).toEqual(numbers.slice(20));
    expect(was(await ask('pk = :p AND sk <= :a', { ':a': { N: '-99' } }))).toEqual(numbers.slice(0, 3));
  });

  it('that is binary sorts by its bytes', async () => {
    const table = await aTable(db.client, { AttributeDefinitions: defined('pk:B sk:B') });
    const pk = { B: new Uint8Array([0, 255]) };
    const all = [[0], [0, 0], [0, 1], [0, 255], [1], [1, 0], [255], [255, 255]].map(
      (bytes) => new Uint8Array(bytes),
    );
    for (const B of [...all].reverse()) await put({ pk, sk: { B } }, table);
    const ask = (condition: string, values: Item = {}) =>
      query(condition, { ':p': pk, ...values }, { TableName: table });
    expect(sks(await ask('pk = :p'))).toEqual(all);
    const from = async (...bytes: number[]) =>
      sks(await ask('pk = :p AND begins_with(sk, :b)', { ':b': { B: new Uint8Array(bytes) } }));
    expect(await from(0)).toEqual(all.slice(0, 4));
    expect(await from(255)).toEqual(all.slice(6));
  });
});

describe('paging', () => {
  beforeAll(async () => {
    for (let i = 0; i < 10; i++) await put(anItem('paged', `${i}`, { n: { N: String(i) } }));
  });

  it('goes on from the last key, until there is none', async () => {
    const found = await pages((ExclusiveStartKey) =>
      query(
        'pk = :p',
        { ':p': { S: 'paged' } },
        { Limit: 4, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) },
      ),
    );
    expect(found.map(sks)).toEqual([
      ['0', '1', '2', '3'],
      ['4', '5', '6', '7'],
      ['8', '9'],
    ]);
    expect(found[0]?.LastEvaluatedKey).toEqual(anItem('paged', '3'));
  });

  it('says there may be more when the limit falls on the last item', async () => {
    const { LastEvaluatedKey } = await query('pk = :p', { ':p': { S: 'paged' } }, { Limit: 10 });
    expect(LastEvaluatedKey).toEqual(anItem('paged', '9'));
  });

  it('filters after the page is cut', async () => {
    const page = await query(
      'pk = :p',
      { ':p': { S: 'paged' }, ':n': { N: '3' } },
      { Limit: 5, FilterExpression: 'n >= :n' },
    );
    expect(page).toMatchObject({ Count: 2, ScannedCount: 5, LastEvaluatedKey: anItem('paged', '4') });
  });

  it('counts without giving items', async () => {
    const page = await query(
      'pk = :p AND sk > :s',
      { ':p': { S: 'paged' }, ':s': { S: '6' } },
      { Select: 'COUNT' },
    );
    expect(page).toMatchObject({ Count: 3, ScannedCount: 3 });
    expect(page.Items).toBeUndefined();
  });

  it('is steady while others write', async () => {
    for (const i of [0, 2, 4, 6]) await put(anItem('busy', `${i}`));
    const ask = (ExclusiveStartKey?: Item) =>
      query(
        'pk = :p',
        { ':p': { S: 'busy' } },
        { Limit: 2, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) },
      );
    const first = await ask();
    await put(anItem('busy', '1'));
    await put(anItem('busy', '3'));
    await db.client.send(new DeleteItemCommand({ TableName, Key: anItem('busy', '2') }));
    expect(sks(first)).toEqual(['0', '2']);
    expect(sks(await ask(first.LastEvaluatedKey))).toEqual(['3', '4']);
  });

  it('stops at a megabyte', async () => {
    const text = { S: 'x'.repeat(300_000) };
    for (let i = 0; i < 6; i++) await put(anItem('fat', `${i}`, { text }));
    const found = await pages((ExclusiveStartKey) =>
      query('pk = :p', { ':p': { S: 'fat' } }, ExclusiveStartKey ? { ExclusiveStartKey } : {}),
    );
    expect(found.map(sks)).toEqual([
      ['0', '1', '2', '3'],
      ['4', '5'],
    ]);
  });

  it('refuses a cursor of another place', async () => {
    const from = (ExclusiveStartKey: Item, condition = 'pk = :p') =>
      faultOf(
        query(
          condition,
          { ':p': { S: 'paged' }, ...(condition.includes(':s') ? { ':s': { S: '5' } } : {}) },
          { ExclusiveStartKey },
        ),
      );
    expect(await from(anItem('elsewhere', '1'))).toContain('outside query boundaries');
    expect(await from(anItem('paged', '7'), 'pk = :p AND sk < :s')).toContain(
      'does not match the range key predicate',
    );
    expect(await from({ pk: { S: 'paged' } })).toContain('The provided starting key is invalid');
    expect(await from(anItem('paged', '1', { x: { S: 'y' } }))).toContain(
      'The provided starting key is invalid',
    );
  });
});

describe('an index', () => {
  const queue = { ':q': { S: 'national' } };
  beforeAll(async () => {
    for (const [sk, at] of [
      ['a', '3'],
      ['b', '1'],
      ['c', '2'],
      ['d', '2'],
    ] as const)
      await put(
        anItem('indexed', sk, {
          queue: { S: 'national' },
          at: { N: at },
          title: { S: sk },
          body: { S: 'long' },
        }),
      );
    await put(anItem('indexed', 'without-queue', { at: { N: '1' } }));
    await put(anItem('indexed', 'without-at', { queue: { S: 'national' }, title: { S: 't' } }));
  });

  it('holds only the items that have its keys, in its order', async () => {
    expect(sks(await query('queue = :q', queue, { IndexName: 'queues' }))).toEqual(['b', 'c', 'd', 'a']);
    expect(
      sks(
        await query(
          'queue = :q AND #at > :n',
          { ...queue, ':n': { N: '1' } },
          { IndexName: 'queues', ScanIndexForward: false, ExpressionAttributeNames: { '#at': 'at' } },
        ),
      ),
    ).toEqual(['a', 'd', 'c']);
  });

  it('pages through ties', async () => {
    for (let i = 0; i < 7; i++) await put(anItem(`tied-${i}`, 'x', { queue: { S: 'tied' }, at: { N: '5' } }));
    for (const ScanIndexForward of [true, false]) {
      const found = await pages((ExclusiveStartKey) =>
        query(
          'queue = :q',
          { ':q': { S: 'tied' } },
          {
            IndexName: 'queues',
            Limit: 2,
            ScanIndexForward,
            ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
          },
        ),
      );
      const all = found.flatMap(({ Items = [] }) => Items.map(({ pk }) => pk?.S));
      expect(new Set(all).size).toBe(7);
      expect(all).toHaveLength(7);
      expect(sorted(Object.keys(found[0]?.LastEvaluatedKey ?? {}))).toEqual(['at', 'pk', 'queue', 'sk']);
    }
  });

  it('follows the item as its keys change', async () => {
    await put(anItem('moved', 'm', { queue: { S: 'from' }, at: { N: '1' } }));
    await put(anItem('moved', 'm', { queue: { S: 'to' }, at: { N: '1' } }));
    expect(sks(await query('queue = :q', { ':q': { S: 'from' } }, { IndexName: 'queues' }))).toEqual([]);
    expect(sks(await query('queue = :q', { ':q': { S: 'to' } }, { IndexName: 'queues' }))).toEqual(['m']);
    await db.client.send(new DeleteItemCommand({ TableName, Key: anItem('moved', 'm') }));
    expect(sks(await query('queue = :q', { ':q': { S: 'to' } }, { IndexName: 'queues' }))).toEqual([]);
  });

  it('gives what it projects', async () => {
    const one = async (IndexName: string, more: Partial<QueryCommandInput> = {}) =>
      (await query('queue = :q', queue, { IndexName, ...more })).Items?.find(({ sk }) => sk?.S === 'a');
    expect(sorted(Object.keys((await one('keys')) ?? {}))).toEqual(['pk', 'queue', 'sk']);
    expect(sorted(Object.keys((await one('some')) ?? {}))).toEqual(['pk', 'queue', 'sk', 'title']);
    expect(sorted(Object.keys((await one('queues')) ?? {}))).toEqual([
      'at',
      'body',
      'pk',
      'queue',
      'sk',
      'title',
    ]);
    expect(await one('queues', { ProjectionExpression: 'title, sk' })).toEqual({
      title: { S: 'a' },
      sk: { S: 'a' },
    });
    expect(await faultOf(one('some', { ProjectionExpression: 'body' }))).toContain('does not project [body]');
    expect(await faultOf(one('some', { Select: 'ALL_ATTRIBUTES' }))).toContain(
      'Select type ALL_ATTRIBUTES is not supported for global secondary index some',
    );
  });

  it('that is local can give whole items and be read consistently', async () => {
    const one = async (more: Partial<QueryCommandInput>) =>
      (
        await query(
          'pk = :p',
          { ':p': { S: 'indexed' } },
          { IndexName: 'times', ConsistentRead: true, ...more },
        )
      ).Items?.at(-1);
    expect(sorted(Object.keys((await one({})) ?? {}))).toEqual(['at', 'pk', 'sk']);
    expect((await one({ Select: 'ALL_ATTRIBUTES' }))?.body).toEqual({ S: 'long' });
    expect(await one({ ProjectionExpression: 'body' })).toEqual({ body: { S: 'long' } });
  });

  it('that is global cannot be read consistently', async () => {
    expect(await faultOf(query('queue = :q', queue, { IndexName: 'queues', ConsistentRead: true }))).toBe(
      'ValidationException: Consistent reads are not supported on global secondary indexes',
    );
  });

  it('must exist', async () => {
    expect(await faultOf(query('queue = :q', queue, { IndexName: 'none' }))).toBe(
      'ValidationException: The table does not have the specified index: none',
    );
  });
});

describe('a query that is refused', () => {
  const p = { ':p': { S: 'paged' } };
  it.each<[string, Partial<QueryCommandInput>, string]>([
    [
      'filters on a key',
      { FilterExpression: 'sk > :p' },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
    ],
    [
      'selects two ways',
      { Select: 'COUNT', ProjectionExpression: 'sk' },
      'Cannot specify the ProjectionExpression when choosing to get COUNT',
    ],
    [
      'selects what it does not name',
      { Select: 'SPECIFIC_ATTRIBUTES' },
      'Must specify the AttributesToGet or ProjectionExpression',
    ],
    [
      'has no condition',
      { KeyConditionExpression: undefined, ExpressionAttributeValues: undefined },
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    ],
    [
      'has a limit of none',
      { Limit: 0 },
      "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'uses the old parameters',
      { KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] } } },
      'does not support the parameter KeyConditions',
    ],
    [
      'asks for attributes the old way',
      { AttributesToGet: ['a'] },
      'does not support the parameter AttributesToGet',
    ],
  ])('%s', async (_what, more, message) => {
    expect(await faultOf(query('pk = :p', p, more))).toContain('ValidationException');
    expect(await faultOf(query('pk = :p', p, more))).toContain(message);
  });
});

it('a query of a table without a sort key is over with its one item', async () => {
  const table = await aTable(db.client, {
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: defined('pk:S'),
  });
  await db.client.send(new PutItemCommand({ TableName: table, Item: { pk: { S: 'a' } } }));
  const one = (more: Partial<QueryCommandInput> = {}) =>
    query('pk = :p', { ':p': { S: 'a' } }, { TableName: table, ...more });
  const { Count, LastEvaluatedKey } = await one({ Limit: 1 });
  expect([Count, LastEvaluatedKey]).toEqual([1, undefined]);
  expect(await faultOf(one({ ExclusiveStartKey: { pk: { S: 'a' } } }))).toContain(
    'The provided exclusive start key is invalid',
  );
});

it('a query costs the same in a large table', async () => {
  const table = await aTable(db.client);
  const fill = async (from: number, to: number) => {
    for (let i = from; i < to; i += 25)
      await db.client.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [table]: Array.from({ length: 25 }, (_, j) => ({
              PutRequest: { Item: anItem('big', String(i + j).padStart(6, '0')) },
            })),
          },
        }),
      );
  };
  await fill(0, 2000);
  const plan = db.store.db
    .prepare(
      'EXPLAIN QUERY PLAN SELECT size, item FROM dynamodb_item WHERE part = ? AND key >= ? AND key < ? ORDER BY key DESC LIMIT ?',
    )
    .all(1, new Uint8Array(), new Uint8Array(), 1);
  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringContaining('SEARCH dynamodb_item USING PRIMARY KEY'),
  ]);
  const { Items } = await query(
    'pk = :p AND sk > :s',
    { ':p': { S: 'big' }, ':s': { S: '001000' } },
    { TableName: table, Limit: 1 },
  );
  expect(Items).toEqual([anItem('big', '001001')]);
});
