import { gunzipSync } from 'node:zlib';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { logsBucket, tableName } from '../../infra/local/resources.ts';
import type { LineItem } from '../../shared/ads/line-item.ts';
import { type ACloud, aStillCloud } from '../a-cloud.ts';
import { aLineItem } from '../ads/a-line-item.ts';

export const browser =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36';

/** A line item that runs now, as its record lies in the table. */
export function running(cloud: ACloud, id: string, differences: Partial<LineItem> = {}): LineItem {
  const at = (hours: number) => new Date(cloud.clock.now() + hours * 3_600_000).toISOString();
  return aLineItem({ id, state: 'cleared', flight: { from: at(-24), until: at(6 * 24) }, ...differences });
}

const asOperator = ({ aws }: ACloud) => ({
  region,
  endpoint: aws.url,
  credentials: aws.operator,
});

/** Puts line items into the table as they are, without a booking, an asset and a step each. */
export async function bookIn(cloud: ACloud, ...lineItems: LineItem[]) {
  const dynamodb = new DynamoDBClient(asOperator(cloud));
  for (let at = 0; at < lineItems.length; at += 25)
    await dynamodb.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [tableName]: lineItems.slice(at, at + 25).map((record) => {
            const Item = { pk: `LINEITEM#${record.id}`, sk: 'HEAD', version: record.version, record };
            return { PutRequest: { Item: marshall(Item, { removeUndefinedValues: true }) } };
          }),
        },
      }),
    );
  dynamodb.destroy();
}

/** A cloud with line items that run, and hands on its logs: as an operator has them, who can look, copy and put. */
export async function anAdOffice(options: Parameters<typeof aStillCloud>[0] = {}) {
  const cloud = await aStillCloud(options);
  const config = asOperator(cloud);
  const s3 = new S3Client(config);

  const book = (...lineItems: LineItem[]) => bookIn(cloud, ...lineItems);
  const ask = async (path: string, userAgent: string, method = 'GET') =>
    (await fetch(`${cloud.url}${path}`, { method, headers: { 'user-agent': userAgent }, redirect: 'manual' }))
      .status;
  const putLog = async (key: string, body: Uint8Array | string) => {
    await s3.send(new PutObjectCommand({ Bucket: logsBucket, Key: key, Body: body }));
  };
  /** Every log there is, by its key, as it lies there. */
  const logs = () =>
    new Map(
      cloud.store
        .sql('SELECT key, body FROM s3_object WHERE bucket = ?')
        .all(logsBucket)
        .map(({ key, body }) => [Buffer.from(key as Uint8Array).toString(), Buffer.from(body as Uint8Array)]),
    );
  /** The lines of logs as the front delivered them. */
  const lines = () =>
    [...logs()]
      .filter(([key]) => /^cdn\/[^/]+\.gz$/.test(key))
      .flatMap(([, log]) => gunzipSync(log).toString().trim().split('\n'));
  const salma = () => cloud.someone('salma', 'ad-manager');
  const report = async (id: string) => (await (await salma()).get(`/api/line-items/${id}/report`)).body;
  const close = async () => {
    s3.destroy();
    await cloud.close();
  };
  return { cloud, s3, book, ask, putLog, logs, lines, salma, report, close };
}

export type AnAdOffice = Awaited<ReturnType<typeof anAdOffice>>;
