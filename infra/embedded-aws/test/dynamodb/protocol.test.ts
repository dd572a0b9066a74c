import { crc32 } from 'node:zlib';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  ListBackupsCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient, ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openClock } from '../../src/clock.ts';
import { operator } from '../../src/credentials.ts';
import { openAws } from '../../src/open-aws.ts';
import { region } from '../../src/service.ts';
import { Store } from '../../src/store.ts';
import { anIndex, anItem, aTable, defined, errorOf, raw } from './a-table.ts';

const store = new Store(':memory:');
const clock = openClock();
let aws: Awaited<ReturnType<typeof openAws>>;
let asked: string[] = [];
let granted: RegExp = /$^/;
let admin: DynamoDBClient;
let caller: DynamoDBClient;
let TableName: string;

type Keys = ReturnType<typeof aws.credentialsFor>;
const configOf = (credentials: Keys) => ({ region, endpoint: aws.url, maxAttempts: 1, credentials });
const clientOf = (credentials: Keys, more: { systemClockOffset?: number } = {}) =>
  new DynamoDBClient({ ...configOf(credentials), ...more });

beforeAll(async () => {
  aws = await openAws({
    store,
    clock,
    allow: (principal, action, resource) => {
      asked.push(`${principal} ${action} ${resource.replace(/^.*:/, '')}`);
      return granted.test(action) || `${principal} may not ${action}`;
    },
  });
  admin = clientOf(aws.operator);
  caller = clientOf(aws.credentialsFor('a-function'));
  TableName = await aTable(admin, {
    AttributeDefinitions: defined('pk:S sk:S queue:S'),
    GlobalSecondaryIndexes: [anIndex('queues', 'queue')],
  });
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  admin.destroy();
  caller.destroy();
  await aws.close();
  store.close();
});

describe('permission', () => {
  it('is asked for the action and the table, the index or the stream', async () => {
    granted = /./;
    await caller.send(new PutItemCommand({ TableName, Item: anItem('a', '1') }));
    await caller.send(
      new QueryCommand({
        TableName,
        IndexName: 'queues',
        KeyConditionExpression: 'queue = :q',
        ExpressionAttributeValues: { ':q': { S: 'q' } },
      }),
    );
    await caller.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [anItem('a', '1')] } } }),
    );
    await caller.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: anItem('a', '2') } },
          { Update: { TableName, Key: anItem('a', '3'), UpdateExpression: 'REMOVE x' } },
          { Delete: { TableName, Key: anItem('a', '4') } },
          {
            ConditionCheck: { TableName, Key: anItem('a', '1'), ConditionExpression: 'attribute_exists(pk)' },
          },
        ],
      }),
    );
    const streams = new DynamoDBStreamsClient(configOf(aws.credentialsFor('a-function')));
    await streams.send(new ListStreamsCommand({ TableName }));
    streams.destroy();
    expect(asked).toEqual(
      [
        'PutItem',
        'Query /index/queues',
        'BatchGetItem',
        'PutItem',
        'UpdateItem',
        'DeleteItem',
        'ConditionCheckItem',
        'ListStreams /stream/*',
      ].map((line) => {
        const [action, below = ''] = line.split(' ');
        return `a-function dynamodb:${action} table/${TableName}${below}`;
      }),
    );
  });

  it('that is lacking refuses the call, and the whole transaction', async () => {
    granted = /PutItem/;
    const error = await errorOf(caller.send(new GetItemCommand({ TableName, Key: anItem('a', '1') })));
    expect(error).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
    const both = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: anItem('b', '1') } },
        { Delete: { TableName, Key: anItem('a', '1') } },
      ],
    });
    expect((await errorOf(caller.send(both))).name).toBe('AccessDeniedException');
    const { Item } = await admin.send(new GetItemCommand({ TableName, Key: anItem('b', '1') }));
    expect(Item).toBeUndefined();
  });
});

describe('a signature', () => {
  const get = async (client: DynamoDBClient) => {
    const error = await errorOf(client.send(new GetItemCommand({ TableName, Key: anItem('a', '1') })));
    client.destroy();
    return error;
  };
  it('by an unknown key is refused', async () => {
    expect(await get(clientOf({ accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' }))).toMatchObject({
      name: 'UnrecognizedClientException',
      $metadata: { httpStatusCode: 400 },
    });
  });
  it('by a wrong secret is refused', async () => {
    const { accessKeyId } = aws.operator;
    expect((await get(clientOf({ accessKeyId, secretAccessKey: 'wrong' }))).name).toBe(
      'InvalidSignatureException',
    );
  });
  it('of another time is refused', async () => {
    expect((await get(clientOf(aws.operator, { systemClockOffset: -60 * 60_000 }))).name).toBe(
      'InvalidSignatureException',
    );
  });
  it('must be there', async () => {
    const response = await fetch(aws.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
      body: '{}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      __type: expect.stringContaining('#MissingAuthenticationTokenException'),
    });
  });
});

describe('what is not here', () => {
  it('is refused by name', async () => {
    const select = await errorOf(admin.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM t' })));
    expect(select).toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('ExecuteStatement'),
    });
    expect((await errorOf(admin.send(new ListBackupsCommand({})))).name).toBe('UnknownOperationException');
    const old = new PutItemCommand({
      TableName,
      Item: anItem('a', '1'),
      Expected: { pk: { Exists: false } },
    });
    expect(await errorOf(admin.send(old))).toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Expected'),
    });
  });

  it('includes what every object has', async () => {
    const { text } = await raw(aws, 'constructor', '{}');
    expect(text).toContain('UnknownOperationException');
  });
});

describe('an answer', () => {
  it('is AWS JSON 1.0 with a request id and a checksum', async () => {
    const { status, headers, body } = await aws.dynamodb.handle({
      method: 'POST',
      host: '',
      path: '/',
      query: '',
      headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' },
      body: Buffer.from(JSON.stringify({ TableName: 'nowhere', Key: anItem('a', '1') })),
      principal: operator,
    });
    expect(status).toBe(400);
    expect(headers?.['content-type']).toBe('application/x-amz-json-1.0');
    expect(headers?.['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers?.['x-amz-crc32']).toBe(String(crc32(body ?? '')));
    expect(JSON.parse(String(body))).toEqual({
      __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: 'Requested resource not found',
    });
  });

  it.each([
    ['no JSON', '{"TableName":', 'SerializationException'],
    ['a name that is no string', '{"TableName":5,"Key":{}}', 'SerializationException'],
    ['a key that is no map', '{"TableName":"table","Key":[]}', 'SerializationException'],
    ['an attribute that is no value', '{"TableName":"table","Key":{"pk":"a"}}', 'SerializationException'],
    ['a number that is no string', '{"TableName":"table","Key":{"pk":{"N":1}}}', 'SerializationException'],
    ['a binary that is not base64', '{"TableName":"table","Key":{"pk":{"B":"a"}}}', 'SerializationException'],
    [
      'a table name that is too short',
      '{"TableName":"ta","Key":{}}',
      "Value 'ta' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'no table',
      '{"Key":{}}',
      "Value null at 'tableName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a choice there is not',
      '{"TableName":"table","Key":{},"ReturnConsumedCapacity":"ALL"}',
      "Value 'ALL' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
    ],
  ])('says what is wrong with %s', async (_what, body, message) => {
    const { status, text } = await raw(aws, 'GetItem', body);
    expect(status).toBe(400);
    expect(text).toContain(message);
  });

  const bad = (at: string, values: string) =>
    `Value 'BAD' at '${at}' failed to satisfy constraint: Member must satisfy enum value set: [${values}]`;
  const capacity = bad('returnConsumedCapacity', 'INDEXES, TOTAL, NONE');
  const metrics = bad('returnItemCollectionMetrics', 'SIZE, NONE');
  const values = bad('returnValues', 'ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW');
  const missing = (at: string) =>
    `Value null at '${at}' failed to satisfy constraint: Member must not be null`;

  it.each<[operation: string, input: object, faults: string[]]>([
    ['GetItem', { ReturnConsumedCapacity: 'BAD', Key: {} }, [capacity, missing('tableName')]],
    [
      'PutItem',
      {
        TableName: 'table',
        Item: {},
        ReturnValues: 'BAD',
        ReturnItemCollectionMetrics: 'BAD',
        ReturnConsumedCapacity: 'BAD',
      },
      [capacity, metrics, values],
    ],
    [
      'UpdateItem',
      { ReturnConsumedCapacity: 'BAD', ReturnValues: 'BAD' },
      [capacity, missing('tableName'), values, missing('key')],
    ],
    [
      'Query',
      { TableName: 'table', Select: 'BAD', ReturnConsumedCapacity: 'BAD' },
      [capacity, bad('select', 'SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES')],
    ],
    [
      'TransactWriteItems',
      {
        TransactItems: [],
        ReturnItemCollectionMetrics: 'BAD',
        ReturnConsumedCapacity: 'BAD',
        ClientRequestToken: 'x'.repeat(37),
      },
      [
        `Value '${'x'.repeat(37)}' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36`,
        capacity,
        metrics,
        "Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ],
    ],
    [
      'CreateTable',
      { TableName: 'a!', KeySchema: [{ AttributeName: 'pk', KeyType: 'BAD' }], AttributeDefinitions: [] },
      [
        "Value 'a!' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
        "Value 'a!' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
        bad('keySchema.1.member.keyType', 'HASH, RANGE'),
      ],
    ],
  ])('names every fault of a %s', async (operation, input, faults) => {
    const { text } = await raw(aws, operation, JSON.stringify(input));
    expect(JSON.parse(text)).toMatchObject({
      __type: expect.stringContaining('#ValidationException'),
      message: `${faults.length} validation errors detected: ${faults.join('; ')}`,
    });
  });

  it('refuses JSON of the wrong shape before it looks at values, and those before what is not here', async () => {
    const wrong = { TableName: 'table', Key: {}, ReturnConsumedCapacity: 'BAD', Other: 1 };
    expect((await raw(aws, 'GetItem', JSON.stringify({ ...wrong, ConsistentRead: 'x' }))).text).toContain(
      'SerializationException',
    );
    expect((await raw(aws, 'GetItem', JSON.stringify(wrong))).text).toContain('support the parameter Other');
  });

  const key = { pk: { S: 'a' }, sk: { S: 'b' } };
  const TableName = 'nowhere';
  const condition = { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'a' } } };
  const ttl = { Enabled: true, AttributeName: 'at' };

  it.each<[operation: string, input: object]>([
    ['GetItem', { TableName, Key: key }],
    ['PutItem', { TableName, Item: key }],
    ['UpdateItem', { TableName, Key: key }],
    ['DeleteItem', { TableName, Key: key }],
    ['Query', { TableName, ...condition }],
    ['Scan', { TableName }],
    ['BatchGetItem', { RequestItems: { nowhere: { Keys: [key] } } }],
    ['BatchWriteItem', { RequestItems: { nowhere: [{ DeleteRequest: { Key: key } }] } }],
    ['TransactGetItems', { TransactItems: [{ Get: { TableName, Key: key } }] }],
    ['TransactWriteItems', { TransactItems: [{ Put: { TableName, Item: key } }] }],
  ])('does not name a table that %s cannot find', async (operation, input) => {
    const { text } = await raw(aws, operation, JSON.stringify(input));
    expect(JSON.parse(text)).toMatchObject({
      __type: expect.stringContaining('#ResourceNotFoundException'),
      message: 'Requested resource not found',
    });
  });

  it.each<[operation: string, input: object]>([
    ['DescribeTable', { TableName }],
    ['DeleteTable', { TableName }],
    ['UpdateTable', { TableName, DeletionProtectionEnabled: true }],
    ['DescribeTimeToLive', { TableName }],
    ['UpdateTimeToLive', { TableName, TimeToLiveSpecification: ttl }],
  ])('names the table that %s cannot find', async (operation, input) => {
    const { text } = await raw(aws, operation, JSON.stringify(input));
    expect(JSON.parse(text)).toMatchObject({
      __type: expect.stringContaining('#ResourceNotFoundException'),
      message: 'Requested resource not found: Table: nowhere not found',
    });
  });

  it('is of at most 16 MB', async () => {
    const { status } = await raw(aws, 'GetItem', `{"TableName":"table","Key":${' '.repeat(2 ** 24)}{}}`);
    expect(status).toBe(413);
  });
});
