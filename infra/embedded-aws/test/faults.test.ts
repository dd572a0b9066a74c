import { connect } from 'node:net';
import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListEmailIdentitiesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clock, openClock } from '../src/clock.ts';
import type { Intercept } from '../src/endpoint.ts';
import { type Aws, openAws } from '../src/open-aws.ts';
import { region } from '../src/service.ts';
import { Store } from '../src/store.ts';
import { errorOf } from './dynamodb/a-table.ts';

let store: Store;
let clock: Clock;
let aws: Aws;
let faults: unknown[];
let intercept: Intercept;

beforeEach(async () => {
  store = new Store(':memory:');
  clock = openClock();
  faults = [];
  intercept = (_call, go) => go();
  aws = await openAws({
    store,
    clock,
    intercept: (call, go) => intercept(call, go),
    report: (fault) => faults.push(fault),
  });
});
afterEach(() => aws.close().catch(() => {}));

/** The simplest call of each service, and what AWS calls a fault of its own there. */
const config = () => ({ region, endpoint: aws.url, credentials: aws.operator, maxAttempts: 1 });
const services: [name: string, code: string, call: () => Promise<unknown>][] = [
  ['DynamoDB', 'InternalServerError', () => new DynamoDBClient(config()).send(new ListTablesCommand({}))],
  ['S3', 'InternalError', () => new S3Client(config()).send(new ListBucketsCommand({}))],
  ['SNS', 'InternalFailure', () => new SNSClient(config()).send(new ListTopicsCommand({}))],
  ['SQS', 'InternalFailure', () => new SQSClient(config()).send(new ListQueuesCommand({}))],
  [
    'SES',
    'InternalServiceErrorException',
    () => new SESv2Client(config()).send(new ListEmailIdentitiesCommand({})),
  ],
  [
    'CloudFront',
    'InternalFailure',
    () =>
      new CloudFrontClient(config()).send(
        new CreateInvalidationCommand({
          DistributionId: 'D',
          InvalidationBatch: { CallerReference: 'r', Paths: { Quantity: 1, Items: ['/'] } },
        }),
      ),
  ],
];

const bare = 'The request processing has failed because of an unknown error, exception or failure.';

describe('an internal error', () => {
  it.each(services)('in %s is answered as a bare %s and reported', async (_service, code, call) => {
    store.db.close();
    const error = await errorOf(call());
    expect(error).toMatchObject({ name: code, message: bare, $metadata: { httpStatusCode: 500 } });
    expect(faults).toEqual([expect.objectContaining({ message: 'database is not open' })]);
  });

  it.each(services)(
    'before %s is reached is answered as a bare %s and reported',
    async (_service, code, call) => {
      const fault = new Error(`in ${import.meta.filename}`);
      intercept = () => Promise.reject(fault);
      const error = await errorOf(call());
      expect(error).toMatchObject({ name: code, message: bare, $metadata: { httpStatusCode: 500 } });
      expect(faults).toEqual([fault]);
      store.close();
    },
  );

  it('goes to the console unless a report is given', async () => {
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => {});
    const other = new Store(':memory:');
    const silent = await openAws({ store: other, clock: openClock() });
    const client = new DynamoDBClient({ ...config(), endpoint: silent.url, credentials: silent.operator });
    other.db.close();
    await errorOf(client.send(new ListTablesCommand({})));
    await silent.close();
    expect(console.mock.calls).toEqual([[expect.objectContaining({ message: 'database is not open' })]]);
    console.mockRestore();
    store.close();
  });
});

it('a full disk is an outage, which clients try again after, and nothing to report', async () => {
  store.db.exec(`PRAGMA max_page_count = ${store.db.prepare('PRAGMA page_count').get()?.page_count}`);
  const queue = async () => {
    for (let n = 0; n < 1000; n++)
      await new SQSClient(config()).send(new CreateQueueCommand({ QueueName: `queue-${n}` }));
  };
  expect(await errorOf(queue())).toMatchObject({
    name: 'ServiceUnavailable',
    $metadata: { httpStatusCode: 503 },
  });
  expect(faults).toEqual([]);
  store.close();
});

it('a call that is cut off gets no answer', async () => {
  intercept = async (_call, go) => {
    await go();
    return 'cut';
  };
  const client = new SQSClient(config());
  expect(await errorOf(client.send(new ListQueuesCommand({})))).toMatchObject({ code: 'ECONNRESET' });
  expect(faults).toEqual([]);
  store.close();
});

describe('what is no fault', () => {
  it('is a refusal', async () => {
    const stranger = { ...config(), credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' } };
    await errorOf(new DynamoDBClient(stranger).send(new ListTablesCommand({})));
    expect(faults).toEqual([]);
    store.close();
  });

  it('is a client that hangs up before its body has arrived', async () => {
    const socket = connect(aws.port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\nexpect: 100-continue\r\n\r\n');
    await new Promise((begun) => socket.once('data', begun));
    const answered = new Promise((asked) =>
      vi.spyOn(clock, 'now').mockImplementationOnce(() => {
        asked(undefined);
        return Date.now();
      }),
    );
    socket.destroy();
    // An answer carries the date, even one that nobody reads.
    await answered;
    expect(faults).toEqual([]);
    store.close();
  });
});
