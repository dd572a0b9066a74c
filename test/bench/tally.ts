import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { build } from '../../infra/build/build.ts';
import { meter } from '../../infra/cost/meter.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { logsBucket, tableName } from '../../infra/local/resources.ts';
import { tallyOf } from '../../shared/ads/tally.ts';
import { linesOf } from '../../shared/ads/tally-lines.ts';
import { aLineItem } from '../ads/a-line-item.ts';
import { aLog, anEntry } from '../ads/a-log.ts';
import { say } from './figures.ts';

/**
 * How long a log takes to be counted, and what it costs in requests and capacity units: of so many lines, two thirds of
 * them about so many ads. `node test/bench/tally.ts [lines] [ads]`
 */
const [lines = 100_000, ads = 50] = process.argv.slice(2).map(Number);

const idOf = (n: number) => `ad_${String(n % ads).padStart(12, '0')}`;
const log = Buffer.from(
  aLog(
    Array.from({ length: lines }, (_, n) =>
      anEntry({
        time: `09:${String(n % 60).padStart(2, '0')}:00`,
        'x-edge-request-id': randomBytes(41).toString('base64'),
        ...(n % 3 === 0
          ? { 'cs-uri-stem': '/national/art_0123456789ab', 'cs-uri-query': '-' }
          : { 'cs-uri-query': `i=${idOf(n)}&s=text` }),
      }),
    ),
  ),
);

async function* pieces() {
  for (let at = 0; at < log.length; at += 65_536) yield log.subarray(at, at + 65_536);
}
await tallyOf(linesOf(pieces()));
const begun = performance.now();
await tallyOf(linesOf(pieces()));
const took = performance.now() - begun;
say(`reading and counting a log of ${lines} lines, warm`, (lines * 1000) / took, 'lines/s');

const { intercept, read } = meter(new Set(['operator']));
const cloud = await openCloud({ built: await build(), intercept });
const config = { region, endpoint: cloud.aws.url, credentials: cloud.aws.operator };
const [dynamodb, s3] = [new DynamoDBClient(config), new S3Client(config)];
for (let n = 0; n < ads; n += 25)
  await dynamodb.send(
    new BatchWriteItemCommand({
      RequestItems: {
        [tableName]: Array.from({ length: Math.min(25, ads - n) }, (_, at) => {
          const record = aLineItem({ id: idOf(n + at), state: 'cleared' });
          const Item = { pk: `LINEITEM#${record.id}`, sk: 'HEAD', version: 1, record };
          return { PutRequest: { Item: marshall(Item, { removeUndefinedValues: true }) } };
        }),
      },
    }),
  );
await cloud.rest();
for (const what of ['counted', 'come again']) {
  read();
  const start = performance.now();
  await s3.send(new PutObjectCommand({ Bucket: logsBucket, Key: 'cdn/bench.gz', Body: gzipSync(log) }));
  await cloud.rest();
  const { requests, readUnits, writeUnits } = read();
  const of = `a log of ${lines} lines about ${ads} ads, ${what}`;
  say(`${of}: time`, performance.now() - start, 'ms');
  say(`${of}: requests`, requests, '');
  say(`${of}: read units`, readUnits, '');
  say(`${of}: write units`, writeUnits, '');
}
dynamodb.destroy();
s3.destroy();
await cloud.close();
