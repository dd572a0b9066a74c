import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteBucket as Bucket, tableName as TableName } from '../../infra/local/resources.ts';
import type { FunctionName } from '../../infra/topology.ts';
import { type ACloud, aCloud } from '../a-cloud.ts';

let cloud: ACloud;
beforeAll(async () => {
  cloud = await aCloud();
});
afterAll(() => cloud.close());

const configOf = (name: FunctionName) => ({
  region,
  endpoint: cloud.aws.url,
  maxAttempts: 1,
  credentials: cloud.aws.credentialsFor(name),
});

/** `allowed`, or the name of the refusal. */
const told = (call: Promise<unknown>) =>
  call.then(
    () => 'allowed',
    (error: Error) => error.name,
  );
const refused = 'AccessDeniedException';
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'HEAD' } });

describe('a function that strangers reach', () => {
  it.each(['ads/go', 'ads/report-page'] as const)('%s reads line items and nothing else', async (name) => {
    const db = new DynamoDBClient(configOf(name));
    const get = (pk: string) => told(db.send(new GetItemCommand({ TableName, Key: key(pk) })));
    const query = (pk: string) =>
      told(
        db.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': { S: pk } },
          }),
        ),
      );
    const both = (...pks: string[]) => {
      const TransactItems = pks.map((pk) => ({ Get: { TableName, Key: key(pk) } }));
      return told(db.send(new TransactGetItemsCommand({ TransactItems })));
    };
    expect([await get('LINEITEM#1'), await get('ARTICLE#1')]).toEqual(['allowed', refused]);
    expect([await query('LINEITEM#1'), await query('ARTICLE#1')]).toEqual(['allowed', refused]);
    expect(await both('LINEITEM#1', 'LINEITEM#2')).toBe('allowed');
    expect(await both('LINEITEM#1', 'ARTICLE#1')).toBe(refused);
    expect(await told(db.send(new PutItemCommand({ TableName, Item: key('LINEITEM#1') })))).toBe(refused);
    db.destroy();
  });

  it.each(['audience/subscribe', 'audience/confirm', 'audience/unsubscribe'] as const)(
    '%s reads and writes what is stored of readers and nothing else',
    async (name) => {
      const db = new DynamoDBClient(configOf(name));
      const get = (pk: string) => told(db.send(new GetItemCommand({ TableName, Key: key(pk) })));
      const put = (...pks: string[]) => {
        const TransactItems = pks.map((pk) => ({ Put: { TableName, Item: key(pk) } }));
        return told(db.send(new TransactWriteItemsCommand({ TransactItems })));
      };
      const many = (...pks: string[]) =>
        told(db.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: pks.map(key) } } })));
      expect([await get('MAILBOX#1'), await get('ARTICLE#1')]).toEqual(['allowed', refused]);
      expect(await many('MAILBOX#1', 'LIMIT#all#2026-11-27')).toBe('allowed');
      expect(await many('MAILBOX#1', 'ARTICLE#1')).toBe(refused);
      expect(await put('SUBSCRIPTION#1', 'READERS#sport#00')).toBe('allowed');
      expect(await put('SUBSCRIPTION#1', 'ARTICLE#1')).toBe(refused);
      expect(await put('MAILING#alert-art_1', 'SUBSCRIPTION#1')).toBe(refused);
      db.destroy();
    },
  );

  it('media/check-upload saves assets and nothing else', async () => {
    const db = new DynamoDBClient(configOf('media/check-upload'));
    const put = (...pks: string[]) => {
      const TransactItems = pks.map((pk) => ({ Put: { TableName, Item: key(pk) } }));
      return told(db.send(new TransactWriteItemsCommand({ TransactItems })));
    };
    expect(await put('ASSET#1', 'ASSET#2')).toBe('allowed');
    expect(await put('ASSET#1', 'ARTICLE#1')).toBe(refused);
    const alone = new PutItemCommand({ TableName, Item: key('LINEITEM#1') });
    expect(await told(db.send(alone))).toBe(refused);
    expect(await told(db.send(new GetItemCommand({ TableName, Key: key('LINEITEM#1') })))).toBe(refused);
    db.destroy();
  });
});

describe.each(['ads/fill-slots', 'ads/begin-flights'] as const)('%s', (name) => {
  it('writes the file of the slots, and no page of the site', async () => {
    const s3 = new S3Client({ ...configOf(name), forcePathStyle: true });
    const put = (Key: string) => told(s3.send(new PutObjectCommand({ Bucket, Key, Body: '[]' })));
    expect([await put('ads/slots.json'), await put('index.html')]).toEqual(['allowed', 'AccessDenied']);
    expect(await told(s3.send(new HeadObjectCommand({ Bucket, Key: 'index.html' })))).not.toBe('allowed');
    s3.destroy();
  });
});
