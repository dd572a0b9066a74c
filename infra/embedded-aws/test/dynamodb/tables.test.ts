import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateTableCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDynamoDb, anIndex, anItem, aTable, defined, faultOf, sorted } from './a-table.ts';

let db: Awaited<ReturnType<typeof aDynamoDb>>;
beforeAll(async () => {
  db = await aDynamoDb();
});
afterAll(() => db.close());

const describeTable = async (TableName: string) =>
  (await db.client.send(new DescribeTableCommand({ TableName }))).Table;
const put = (TableName: string, Item: ReturnType<typeof anItem>) =>
  db.client.send(new PutItemCommand({ TableName, Item }));

describe('a table', () => {
  it('is described as it was asked for, and is active at once', async () => {
    const name = await aTable(db.client, {
      AttributeDefinitions: defined('pk:S sk:S queue:S at:N'),
      GlobalSecondaryIndexes: [anIndex('queues', 'queue at', ['title'])],
      LocalSecondaryIndexes: [anIndex('times', 'pk at', 'KEYS_ONLY')],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      DeletionProtectionEnabled: true,
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      SSESpecification: { Enabled: true, SSEType: 'KMS' },
    });
    await waitUntilTableExists({ client: db.client, maxWaitTime: 30 }, { TableName: name });
    const arn = `arn:aws:dynamodb:ap-south-1:000000000000:table/${name}`;
    expect(await describeTable(name)).toMatchObject({
      TableName: name,
      TableStatus: 'ACTIVE',
      TableArn: arn,
      ItemCount: 0,
      TableSizeBytes: 0,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      LatestStreamArn: expect.stringMatching(new RegExp(`^${arn}/stream/\\d{4}-\\d\\d-\\d\\dT[\\d:.]+$`)),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'queues',
          IndexStatus: 'ACTIVE',
          IndexArn: `${arn}/index/queues`,
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
        },
      ],
      LocalSecondaryIndexes: [
        { IndexName: 'times', IndexArn: `${arn}/index/times`, Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
      DeletionProtectionEnabled: true,
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      SSEDescription: { Status: 'ENABLED' },
    });
    expect((await describeTable(name))?.AttributeDefinitions).toEqual(
      expect.arrayContaining(defined('pk:S sk:S queue:S at:N')),
    );
    expect((await describeTable(arn))?.TableName).toBe(name);
  });

  it('counts its items and those of its indexes', async () => {
    const name = await aTable(db.client, {
      AttributeDefinitions: defined('pk:S sk:S queue:S'),
      GlobalSecondaryIndexes: [anIndex('queues', 'queue', 'KEYS_ONLY')],
    });
    await put(name, anItem('a', '1', { queue: { S: 'q' }, x: { S: 'xyz' } }));
    await put(name, anItem('a', '2'));
    expect(await describeTable(name)).toMatchObject({
      ItemCount: 2,
      TableSizeBytes: 22,
      GlobalSecondaryIndexes: [{ ItemCount: 1, IndexSizeBytes: 12 }],
    });
    await put(name, anItem('a', '1', { x: { S: 'x' } }));
    expect(await describeTable(name)).toMatchObject({
      ItemCount: 2,
      TableSizeBytes: 14,
      GlobalSecondaryIndexes: [{ ItemCount: 0, IndexSizeBytes: 0 }],
    });
  });

  it('is gone with its items once deleted', async () => {
    const name = await aTable(db.client);
    const rows = () => db.store.db.prepare('SELECT count(*) AS n FROM dynamodb_item').get()?.n;
    const before = rows();
    await put(name, anItem('a', '1'));
    const { TableDescription } = await db.client.send(new DeleteTableCommand({ TableName: name }));
    expect(TableDescription).toMatchObject({ TableName: name, TableStatus: 'DELETING', ItemCount: 1 });
    expect(TableDescription).not.toHaveProperty('KeySchema');
    expect(rows()).toBe(before);
    await waitUntilTableNotExists({ client: db.client, maxWaitTime: 30 }, { TableName: name });
    expect(await faultOf(describeTable(name))).toBe(
      `ResourceNotFoundException: Requested resource not found: Table: ${name} not found`,
    );
    expect(await faultOf(put(name, anItem('a', '1')))).toContain('ResourceNotFoundException');
    await aTable(db.client, { TableName: name });
    const query = new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'a' } },
    });
    expect((await db.client.send(query)).Count).toBe(0);
  });

  it('can be protected from deletion', async () => {
    const name = await aTable(db.client, { DeletionProtectionEnabled: true });
    const remove = () => db.client.send(new DeleteTableCommand({ TableName: name }));
    expect(await faultOf(remove())).toContain('ValidationException');
    await db.client.send(new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: false }));
    await remove();
  });

  it('has tags', async () => {
    const ResourceArn = (await describeTable(await aTable(db.client, { Tags: [{ Key: 'a', Value: '1' }] })))
      ?.TableArn;
    await db.client.send(
      new TagResourceCommand({
        ResourceArn,
        Tags: [
          { Key: 'a', Value: '2' },
          { Key: 'b', Value: '3' },
        ],
      }),
    );
    await db.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    expect((await db.client.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags).toEqual([
      { Key: 'b', Value: '3' },
    ]);
  });
});

it('tags are of a table, named by its ARN', async () => {
  const list = (ResourceArn: string) =>
    faultOf(db.client.send(new ListTagsOfResourceCommand({ ResourceArn })));
  expect(await list('table')).toBe(
    "ValidationException: One or more parameter values were invalid: ARNs must start with 'arn:': table",
  );
  const queue = 'arn:aws:sqs:ap-south-1:000000000000:queue';
  expect(await list(queue)).toBe(
    `ValidationException: One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: ${queue}`,
  );
  const gone = 'arn:aws:dynamodb:ap-south-1:000000000000:table/gone';
  expect(await list(gone)).toBe(
    `ResourceNotFoundException: Requested resource not found: ResourcArn: ${gone} not found`,
  );
});

it('tables are listed by name, in pages', async () => {
  const { TableNames: all = [] } = await db.client.send(new ListTablesCommand({}));
  const first = await db.client.send(new ListTablesCommand({ Limit: 2 }));
  expect(first.TableNames).toEqual(all.slice(0, 2));
  const rest = await db.client.send(
    new ListTablesCommand({ ExclusiveStartTableName: first.LastEvaluatedTableName }),
  );
  expect(rest.TableNames).toEqual(all.slice(2));
  expect(rest.LastEvaluatedTableName).toBeUndefined();
  expect(sorted(all)).toEqual(all);
});

describe('a table that is refused', () => {
  const key = {
    AttributeDefinitions: defined('pk:S'),
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  };
  it.each<[string, Partial<CreateTableCommandInput>, string]>([
    ['has a short name', { TableName: 'ab' }, 'Member must have length greater than or equal to 3'],
    [
      'has an odd name',
      { TableName: 'a b c' },
      'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+',
    ],
    [
      'has no throughput',
      { BillingMode: 'PROVISIONED' },
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    ],
    [
      'has throughput on demand',
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified',
    ],
    [
      'defines an attribute twice',
      { AttributeDefinitions: defined('pk:S pk:N') },
      'Attribute Name is duplicated: pk',
    ],
    [
      'projects an attribute twice',
      {
        AttributeDefinitions: defined('pk:S b:S'),
        GlobalSecondaryIndexes: [anIndex('index', 'b', ['x', 'x'])],
      },
      'One or more parameter values were invalid: Duplicate element in NonKeyAttributes: x',
    ],
    [
      'has an undefined key',
      { AttributeDefinitions: defined('other:S') },
      'Some index key attributes are not defined in AttributeDefinitions. Keys: [pk], AttributeDefinitions: [other]',
    ],
    [
      'defines what no key uses',
      { AttributeDefinitions: defined('pk:S other:S') },
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    ],
    [
      'has one attribute as both its keys',
      {
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'pk', KeyType: 'RANGE' },
        ],
      },
      'Invalid KeySchema: Some index key attribute have no definition',
    ],
    [
      'begins with a range key',
      { KeySchema: [{ AttributeName: 'pk', KeyType: 'RANGE' }] },
      'The first KeySchemaElement is not a HASH key type',
    ],
    [
      'has an index without projection',
      { GlobalSecondaryIndexes: [{ ...anIndex('idx', 'pk'), Projection: {} }] },
      'Unknown ProjectionType: null',
    ],
    [
      'has an index twice',
      { GlobalSecondaryIndexes: [anIndex('idx', 'pk'), anIndex('idx', 'pk')] },
      'Duplicate index name: idx',
    ],
    [
      'has a local index without a range',
      { LocalSecondaryIndexes: [anIndex('idx', 'pk pk')] },
      'ValidationException',
    ],
    [
      'has no name',
      { TableName: undefined },
      "The parameter 'TableName' is required but was not present in the request",
    ],
    [
      'has a key of an unknown type',
      { AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'X' as 'S' }] },
      "Value 'X' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
    ],
    [
      'has a stream of no view',
      { StreamSpecification: { StreamEnabled: true } },
      'Table is being created with a stream enabled, UpdateViewType is required',
    ],
    [
      'has a view of no stream',
      { StreamSpecification: { StreamEnabled: false, StreamViewType: 'NEW_IMAGE' } },
      'Table is being created with a stream disabled, UpdateViewType should not be specified',
    ],
    ['asks for what is not here', { ResourcePolicy: '{}' }, 'does not support the parameter ResourcePolicy'],
  ])('%s', async (_what, more, message) => {
    const asked = new CreateTableCommand({
      TableName: 'refused',
      BillingMode: 'PAY_PER_REQUEST',
      ...key,
      ...more,
    });
    expect(await faultOf(db.client.send(asked))).toContain('ValidationException');
    expect(await faultOf(db.client.send(asked))).toContain(message);
  });

  it('is there already', async () => {
    const name = await aTable(db.client);
    expect(await faultOf(aTable(db.client, { TableName: name }))).toBe(
      `ResourceInUseException: Table already exists: ${name}`,
    );
  });
});

describe('an index of a table that has items', () => {
  it('is filled when made and gone when deleted', async () => {
    const name = await aTable(db.client);
    await put(name, anItem('a', '1', { queue: { S: 'q' } }));
    await put(name, anItem('a', '2', { queue: { N: '1' } }));
    await put(name, anItem('a', '3', { queue: { S: '' } }));
    const change = (update: object) =>
      db.client.send(
        new UpdateTableCommand({
          TableName: name,
          AttributeDefinitions: defined('queue:S'),
          GlobalSecondaryIndexUpdates: [update],
        }),
      );
    const query = () =>
      db.client.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'queues',
          KeyConditionExpression: 'queue = :q',
          ExpressionAttributeValues: { ':q': { S: 'q' } },
        }),
      );
    await change({ Create: anIndex('queues', 'queue') });
    expect((await query()).Items).toEqual([anItem('a', '1', { queue: { S: 'q' } })]);
    await put(name, anItem('a', '4', { queue: { S: 'q' } }));
    expect((await query()).Count).toBe(2);
    expect(await faultOf(change({ Create: anIndex('queues', 'queue') }))).toContain(
      'Attempting to create an index which already exists',
    );
    await change({ Delete: { IndexName: 'queues' } });
    expect(await faultOf(query())).toContain('The table does not have the specified index: queues');
    expect(await faultOf(change({ Delete: { IndexName: 'queues' } }))).toContain('ResourceNotFoundException');
    expect((await describeTable(name))?.AttributeDefinitions).toEqual(defined('pk:S sk:S'));
  });
});

describe('an update that changes nothing', () => {
  const units = (ReadCapacityUnits: number, WriteCapacityUnits: number) => ({
    ReadCapacityUnits,
    WriteCapacityUnits,
  });
  const same = (what: string) =>
    `ValidationException: The provisioned throughput for the ${what} will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the ${what}: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the ${what}: 2. Requested WriteCapacityUnits: 2. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`;
  const wrong = 'ValidationException: One or more parameter values were invalid: ';
  let name: string;
  const update = (more: object) => db.client.send(new UpdateTableCommand({ TableName: name, ...more }));
  beforeAll(async () => {
    name = await aTable(db.client, {
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: units(5, 2),
      AttributeDefinitions: defined('pk:S sk:S queue:S'),
      GlobalSecondaryIndexes: [{ ...anIndex('queues', 'queue'), ProvisionedThroughput: units(5, 2) }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    });
  });

  it.each<[string, object, () => string]>([
    [
      'asks for nothing',
      {},
      () =>
        'ValidationException: At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
    ],
    [
      'only defines an attribute',
      { AttributeDefinitions: defined('pk:S') },
      () => 'ValidationException: At least one of ProvisionedThroughput, BillingMode, ',
    ],
    ['has the same throughput', { ProvisionedThroughput: units(5, 2) }, () => same('table')],
    [
      'has the same billing mode and throughput',
      { BillingMode: 'PROVISIONED', ProvisionedThroughput: units(5, 2) },
      () => same('table'),
    ],
    [
      'has the same throughput for an index',
      {
        GlobalSecondaryIndexUpdates: [
          { Update: { IndexName: 'queues', ProvisionedThroughput: units(5, 2) } },
        ],
      },
      () => same('index queues'),
    ],
    [
      'has no change of an index',
      { GlobalSecondaryIndexUpdates: [] },
      () => `${wrong}List of GlobalSecondaryIndexUpdates is empty`,
    ],
    [
      'opens a stream that is open',
      { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } },
      () => `ValidationException: Table already has an enabled stream: TableName: ${name}`,
    ],
    [
      'ends encryption where there is none',
      { SSESpecification: { Enabled: false } },
      () => `${wrong}Table is already encrypted by default`,
    ],
  ])('is refused when it %s', async (_what, more, message) => {
    expect(await faultOf(update(more))).toContain(message());
  });

  it('is refused when it names the key the table is encrypted with', async () => {
    const { TableDescription } = await update({ SSESpecification: { Enabled: true, SSEType: 'KMS' } });
    const KMSMasterKeyId = TableDescription?.SSEDescription?.KMSMasterKeyArn;
    expect(
      await faultOf(update({ SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId } })),
    ).toBe(
      `${wrong}Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key`,
    );
  });

  it('is taken for a protection, a class or on-demand billing that is there already', async () => {
    await update({ DeletionProtectionEnabled: false });
    await update({ TableClass: 'STANDARD' });
    const { TableDescription } = await db.client.send(
      new UpdateTableCommand({ TableName: await aTable(db.client), BillingMode: 'PAY_PER_REQUEST' }),
    );
    expect(TableDescription?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
  });

  it('is taken when any unit differs', async () => {
    const { TableDescription } = await update({ ProvisionedThroughput: units(5, 3) });
    expect(TableDescription?.ProvisionedThroughput).toMatchObject(units(5, 3));
    await update({ ProvisionedThroughput: units(5, 2) });
  });
});
