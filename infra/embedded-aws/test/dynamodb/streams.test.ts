import {
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  type StreamViewType,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDynamoDb, anItem, aTable, errorOf, type Item, sorted } from './a-table.ts';

let db: Awaited<ReturnType<typeof aDynamoDb>>;
let streams: DynamoDBStreamsClient;

beforeAll(async () => {
  db = await aDynamoDb();
  streams = new DynamoDBStreamsClient(db.config);
});
afterAll(async () => {
  streams.destroy();
  await db.close();
});

const aStreamedTable = (StreamViewType: StreamViewType = 'NEW_AND_OLD_IMAGES') =>
  aTable(db.client, { StreamSpecification: { StreamEnabled: true, StreamViewType } });
const put = (TableName: string, item: Item) => db.client.send(new PutItemCommand({ TableName, Item: item }));
const remove = (TableName: string, key: Item) =>
  db.client.send(new DeleteItemCommand({ TableName, Key: key }));
const arnOf = async (TableName: string) =>
  (await db.client.send(new DescribeTableCommand({ TableName }))).Table?.LatestStreamArn ?? '';

async function iterator(StreamArn: string, more: Partial<GetShardIteratorCommandInput> = {}) {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId ?? '';
  const asked = new GetShardIteratorCommand({
    StreamArn,
    ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
    ...more,
  });
  return (await streams.send(asked)).ShardIterator;
}
const read = async (ShardIterator: string | undefined, Limit?: number) =>
  streams.send(new GetRecordsCommand({ ShardIterator, ...(Limit ? { Limit } : {}) }));
const sks = ({ Records = [] }: Awaited<ReturnType<typeof read>>) =>
  Records.map(({ dynamodb }) => dynamodb?.Keys?.sk?.S);

describe('a stream', () => {
  it('records what changed, and how', async () => {
    const table = await aStreamedTable();
    await put(table, anItem('a', '1', { b: { B: new Uint8Array([1]) } }));
    await put(table, anItem('a', '1', { b: { B: new Uint8Array([2]) } }));
    await remove(table, anItem('a', '1'));
    const { Records = [] } = await read(await iterator(await arnOf(table)));
    const image = (byte: number) => anItem('a', '1', { b: { B: new Uint8Array([byte]) } });
    expect(
      Records.map(({ eventName, dynamodb }) => [eventName, dynamodb?.OldImage, dynamodb?.NewImage]),
    ).toEqual([
      ['INSERT', undefined, image(1)],
      ['MODIFY', image(1), image(2)],
      ['REMOVE', image(2), undefined],
    ]);
    expect(Records[0]).toMatchObject({
      awsRegion: 'ap-south-1',
      eventSource: 'aws:dynamodb',
      eventVersion: '1.1',
      dynamodb: { StreamViewType: 'NEW_AND_OLD_IMAGES', SizeBytes: 6 + 8 },
    });
    expect(Records[0]?.dynamodb?.ApproximateCreationDateTime).toBeInstanceOf(Date);
    const numbers = Records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    expect(sorted(numbers)).toEqual(numbers);
    expect(new Set(numbers.map(({ length }) => length)).size).toBe(1);
  });

  it.each<[StreamViewType, boolean, boolean]>([
    ['KEYS_ONLY', false, false],
    ['NEW_IMAGE', true, false],
    ['OLD_IMAGE', false, true],
    ['NEW_AND_OLD_IMAGES', true, true],
  ])('of view %s shows what it should', async (view, hasNew, hasOld) => {
    const table = await aStreamedTable(view);
    await put(table, anItem('a', '1', { n: { N: '1' } }));
    await put(table, anItem('a', '1', { n: { N: '2' } }));
    const { Records = [] } = await read(await iterator(await arnOf(table)));
    const { dynamodb } = Records[1] ?? {};
    expect(dynamodb?.Keys).toEqual(anItem('a', '1'));
    expect([dynamodb?.NewImage !== undefined, dynamodb?.OldImage !== undefined]).toEqual([hasNew, hasOld]);
  });

  it('has no record of what changed nothing', async () => {
    const table = await aStreamedTable();
    await put(table, anItem('a', '1', { n: { N: '1.0' }, s: { SS: ['x', 'y'] } }));
    await put(table, anItem('a', '1', { n: { N: '1' }, s: { SS: ['y', 'x'] } }));
    await db.client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: anItem('a', '1'),
        UpdateExpression: 'SET n = :n',
        ExpressionAttributeValues: { ':n': { N: '1' } },
      }),
    );
    await remove(table, anItem('a', 'none'));
    await errorOf(
      db.client.send(
        new DeleteItemCommand({
          TableName: table,
          Key: anItem('a', '1'),
          ConditionExpression: 'n = :n',
          ExpressionAttributeValues: { ':n': { N: '2' } },
        }),
      ),
    );
    expect(sks(await read(await iterator(await arnOf(table))))).toEqual(['1']);
  });

  it('can be read from anywhere in it', async () => {
    const table = await aStreamedTable();
    const arn = await arnOf(table);
    for (const sk of ['1', '2', '3']) await put(table, anItem('a', sk));
    const { Records = [] } = await read(await iterator(arn));
    const SequenceNumber = Records[1]?.dynamodb?.SequenceNumber;
    const from = async (ShardIteratorType: GetShardIteratorCommandInput['ShardIteratorType']) =>
      read(
        await iterator(arn, {
          ShardIteratorType,
          ...(ShardIteratorType?.includes('SEQ') ? { SequenceNumber } : {}),
        }),
      );
    expect(sks(await from('TRIM_HORIZON'))).toEqual(['1', '2', '3']);
    expect(sks(await from('AT_SEQUENCE_NUMBER'))).toEqual(['2', '3']);
    expect(sks(await from('AFTER_SEQUENCE_NUMBER'))).toEqual(['3']);
    const latest = await from('LATEST');
    expect(sks(latest)).toEqual([]);
    await put(table, anItem('a', '4'));
    expect(sks(await read(latest.NextShardIterator))).toEqual(['4']);
  });

  it('is read a few records at a time', async () => {
    const table = await aStreamedTable();
    for (const sk of ['1', '2', '3']) await put(table, anItem('a', sk));
    const first = await read(await iterator(await arnOf(table)), 2);
    expect(sks(first)).toEqual(['1', '2']);
    const second = await read(first.NextShardIterator, 2);
    expect(sks(second)).toEqual(['3']);
    expect(sks(await read(second.NextShardIterator))).toEqual([]);
  });

  it('ends when it is disabled, and is another one when enabled again', async () => {
    const table = await aStreamedTable();
    const first = await arnOf(table);
    await put(table, anItem('a', '1'));
    const set = (StreamSpecification: { StreamEnabled: boolean; StreamViewType?: StreamViewType }) =>
      db.client.send(new UpdateTableCommand({ TableName: table, StreamSpecification }));
    expect((await errorOf(set({ StreamEnabled: true, StreamViewType: 'KEYS_ONLY' }))).name).toBe(
      'ValidationException',
    );
    await set({ StreamEnabled: false });
    await put(table, anItem('a', 'unseen'));
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: first }));
    expect(StreamDescription?.StreamStatus).toBe('DISABLED');
    expect(StreamDescription?.Shards?.[0]?.SequenceNumberRange?.EndingSequenceNumber).toBeDefined();
    const last = await read(await iterator(first));
    expect(sks(last)).toEqual(['1']);
    expect(last.NextShardIterator).toBeUndefined();
    await set({ StreamEnabled: true, StreamViewType: 'KEYS_ONLY' });
    const second = await arnOf(table);
    expect(second).not.toBe(first);
    await put(table, anItem('a', '2'));
    expect(sks(await read(await iterator(second)))).toEqual(['2']);
    const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName: table }));
    expect(Streams.map(({ StreamArn }) => StreamArn)).toEqual([first, second]);
  });

  it('keeps records for a day, and iterators for a quarter of an hour', async () => {
    const table = await aStreamedTable();
    const arn = await arnOf(table);
    await put(table, anItem('a', 'old'));
    const { Records = [] } = await read(await iterator(arn));
    const SequenceNumber = Records[0]?.dynamodb?.SequenceNumber;
    const stale = await iterator(arn);
    db.clock.turnTo(db.clock.now() + 16 * 60_000);
    const client = new DynamoDBStreamsClient({
      ...db.config,
      systemClockOffset: db.clock.now() - Date.now(),
    });
    streams.destroy();
    streams = client;
    expect((await errorOf(read(stale))).name).toBe('ExpiredIteratorException');
    db.clock.turnTo(db.clock.now() + 24 * 60 * 60_000);
    client.config.systemClockOffset = db.clock.now() - Date.now();
    db.client.config.systemClockOffset = client.config.systemClockOffset;
    expect(sks(await read(await iterator(arn)))).toEqual([]);
    expect(
      (await errorOf(iterator(arn, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber }))).name,
    ).toBe('TrimmedDataAccessException');
    await put(table, anItem('a', 'new'));
    await db.dynamodb.expire();
    expect(db.store.db.prepare('SELECT count(*) AS left FROM dynamodb_record').get()?.left).toBe(1);
    expect(sks(await read(await iterator(arn)))).toEqual(['new']);
  });

  it('is another one when the table is made again', async () => {
    const spec = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' as const };
    const arns = new Set<string>();
    const TableName = await aTable(db.client, { StreamSpecification: spec });
    for (let i = 0; i < 3; i++) {
      arns.add(await arnOf(TableName));
      await db.client.send(new DeleteTableCommand({ TableName }));
      await aTable(db.client, { TableName, StreamSpecification: spec });
    }
    expect(arns.size).toBe(3);
  });

  it('refuses what it does not know', async () => {
    const arn = await arnOf(await aStreamedTable());
    expect((await errorOf(read('nonsense'))).name).toBe('ValidationException');
    expect((await errorOf(iterator(`${arn}x`))).name).toBe('ResourceNotFoundException');
    expect((await errorOf(iterator('x'.repeat(40)))).name).toBe('ValidationException');
    const SequenceNumber = '100000000000000000001';
    expect((await errorOf(iterator(arn, { SequenceNumber }))).name).toBe('ValidationException');
    const beyond = new DescribeStreamCommand({ StreamArn: arn, ExclusiveStartShardId: 'z'.repeat(28) });
    expect((await streams.send(beyond)).StreamDescription?.Shards).toEqual([]);
    expect((await errorOf(iterator(arn, { ShardId: 'shardId-0000' }))).name).toMatch(
      /ResourceNotFoundException|ValidationException/,
    );
    expect((await errorOf(iterator(arn, { ShardIteratorType: 'AT_SEQUENCE_NUMBER' }))).name).toBe(
      'ValidationException',
    );
  });
});

describe('what the event source is handed', () => {
  it('is told of every write that leaves a record, once it is durable', async () => {
    const table = await aStreamedTable();
    const told: string[] = [];
    const listen = (name: string) => told.push(name);
    db.dynamodb.changed.on('changed', listen);
    await put(table, anItem('a', '1'));
    await put(table, anItem('a', '1'));
    await db.client.send(
      new TransactWriteItemsCommand({
        TransactItems: ['2', '3'].map((sk) => ({ Put: { TableName: table, Item: anItem('a', sk) } })),
      }),
    );
    db.dynamodb.changed.off('changed', listen);
    expect(told).toEqual([table, table]);
  });

  it('comes after a sequence number, in the form Lambda gets it', async () => {
    const table = await aStreamedTable();
    for (const sk of ['1', '2', '3']) await put(table, anItem('a', sk));
    const [first, second] = db.dynamodb.readStream(table, '', 2);
    expect(first).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventSourceARN: await arnOf(table),
      dynamodb: { Keys: anItem('a', '1'), NewImage: anItem('a', '1') },
    });
    const rest = db.dynamodb.readStream(table, second?.dynamodb.SequenceNumber ?? '', 10);
    expect(rest.map(({ dynamodb }) => dynamodb.Keys.sk)).toEqual([{ S: '3' }]);
    expect(db.dynamodb.readStream('nowhere', '', 10)).toEqual([]);
  });
});

describe('time to live', () => {
  const live = (TableName: string, Enabled: boolean) =>
    db.client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { Enabled, AttributeName: 'until' },
      }),
    );
  const seconds = () => Math.floor(db.clock.now() / 1000);

  it('deletes what is over, and says who did it', async () => {
    const table = await aStreamedTable();
    const now = seconds();
    await put(table, anItem('ttl', 'before', { until: { N: String(now - 10) } }));
    await live(table, true);
    const items: Record<string, Item> = {
      over: { until: { N: String(now - 1) } },
      'not-yet': { until: { N: String(now + 100) } },
      milliseconds: { until: { N: String(db.clock.now()) } },
      'long-ago': { until: { N: String(now - 6 * 365 * 86_400) } },
      text: { until: { S: String(now - 1) } },
      none: {},
    };
    for (const [sk, more] of Object.entries(items)) await put(table, anItem('ttl', sk, more));
    expect(await db.dynamodb.expire()).toBe(2);
    const left = await Promise.all(
      ['before', ...Object.keys(items)].map(async (sk) => [
        sk,
        (await db.client.send(new GetItemCommand({ TableName: table, Key: anItem('ttl', sk) }))).Item !==
          undefined,
      ]),
    );
    expect(Object.fromEntries(left)).toEqual({
      before: false,
      over: false,
      'not-yet': true,
      milliseconds: true,
      'long-ago': true,
      text: true,
      none: true,
    });
    const removed = db.dynamodb.readStream(table, '', 100).filter(({ eventName }) => eventName === 'REMOVE');
    expect(removed.map(({ userIdentity }) => userIdentity)).toEqual(
      [1, 2].map(() => ({ type: 'Service', principalId: 'dynamodb.amazonaws.com' })),
    );
    const { Records = [] } = await read(await iterator(await arnOf(table)));
    expect(Records.at(-1)?.userIdentity).toEqual({ Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' });
  });

  it('is switched on and off, once', async () => {
    const table = await aTable(db.client);
    const status = async () =>
      (await db.client.send(new DescribeTimeToLiveCommand({ TableName: table }))).TimeToLiveDescription;
    expect(await status()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await live(table, true);
    expect(await status()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'until' });
    expect((await errorOf(live(table, true))).message).toBe('TimeToLive is already enabled');
    await put(table, anItem('ttl', 'kept', { until: { N: String(seconds() - 10) } }));
    await live(table, false);
    expect(await db.dynamodb.expire()).toBe(0);
  });
});
