import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { AwsError, region } from 'embedded-aws';
import { afterEach, expect, it } from 'vitest';
import { writeInstance } from '../../infra/local/cli/instance.ts';
import {
  emptyParked,
  functionOf,
  listParked,
  type Queues,
  redriveParked,
  showParked,
} from '../../infra/operate/parked-queues.ts';
import { inboxOf, parkedOf } from '../../infra/topology/inbox.ts';
import { topology } from '../../infra/topology.ts';
import { type ACloud, aCloud } from '../a-cloud.ts';
import { anOperator } from '../drill/an-operator.ts';
import { type ADesk, aDesk } from './a-desk.ts';
import { queuesOf } from './as-operator.ts';

const publisher = 'site/publish-article';

let [desk, cloud, queues]: [ADesk, ACloud, Queues] = [] as never;
afterEach(async () => {
  queues.sqs.destroy();
  await cloud.close();
});

async function begin(options: Parameters<typeof aDesk>[0] = {}) {
  desk = await aDesk(options);
  cloud = desk.cloud;
  queues = queuesOf(cloud);
}

/** The command, as an operator types it: a process of its own, which reads the files of this machine and the environment. */
function command(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['infra/operate/parked.ts', ...args], {
    cwd: new URL('../../', import.meta.url),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  return new Promise<string>((done) => child.once('close', (code) => done(`${said}ended with ${code}`)));
}

it('a message is parked, is looked at where it is, and is handled once it was sent back', async () => {
  let isDown = true;
  await begin({
    intercept: async (call, go) => {
      if (isDown && call.principal === publisher && call.service === 's3')
        throw new AwsError('AccessDenied', 'The key is gone', 403);
      return go();
    },
  });
  const operator = anOperator(desk.cloud);
  const id = await desk.submitted();
  await desk.step('kamal', id, 'approve');
  const began = desk.cloud.clock.now();
  await operator.untilRest();

  const [first] = await listParked(queues);
  // The fact, and that it was announced again ten minutes later.
  expect(first).toMatchObject({ name: publisher, count: 2, isWhole: true });
  expect(Math.abs(Number(first?.oldest) - began)).toBeLessThan(60_000);
  for (let times = 0; times < 2; times++) {
    const all = await showParked(queues, publisher);
    expect(all).toHaveLength(2);
    for (const { id: message, body } of all) {
      expect(JSON.parse(body)).toMatchObject({ type: 'article.released' });
      // The log has the reason under the same id.
      expect(desk.cloud.printed.some((line) => line.includes(`"failed":"${message}"`))).toBe(true);
    }
  }
  isDown = false;
  expect(await redriveParked(queues, publisher)).toBe(2);
  await desk.cloud.rest();
  expect((await desk.cloud.page(`/national/${id}`)).status).toBe(200);
  expect(await listParked(queues)).toEqual([]);
  operator.close();
});

it('what a topic cannot hand over is parked for the inbox that it was meant for', async () => {
  await begin();
  const id = await desk.submitted();
  const { QueueUrl } = await queues.sqs.send(new GetQueueUrlCommand({ QueueName: inboxOf(publisher) }));
  await queues.sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await desk.step('kamal', id, 'approve');
  await expect.poll(() => listParked(queues)).toMatchObject([{ name: publisher, count: 1 }]);
  const [lost] = await showParked(queues, publisher);
  expect(JSON.parse(lost?.body ?? '')).toMatchObject({ type: 'article.released' });
  expect((await desk.get(id)).state).toBe('released');
});

it('what has no inbox is told apart, says its own reason, and is emptied', async () => {
  await begin();
  const QueueUrl = `${desk.cloud.aws.url}/000000000000/${parkedOf('outbox/relay')}`;
  const send = (body: object) =>
    queues.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
  await send({ pk: 'ARTICLE#x', sk: 'FACT#1', refused: 'It is no fact' });
  await send({
    requestContext: { condition: 'RetriesExhausted' },
    responsePayload: { errorMessage: 'The table is gone' },
  });
  for (let n = 0; n < 23; n++) await send({ requestContext: { condition: 'RecordAgeExceeded' } });
  const shown = await showParked(queues, functionOf('parked-outbox-relay'));
  expect(shown.map(({ reason }) => reason)).toEqual([
    'It is no fact',
    'The table is gone',
    ...Array(23).fill('RecordAgeExceeded'),
  ]);
  expect((await listParked(queues)).map(({ count, isWhole }) => [count, isWhole])).toEqual([[25, true]]);
  await expect(redriveParked(queues, 'outbox/relay')).rejects.toThrow(/no inbox/);
  await emptyParked(queues, functionOf('khobor-prod-parked-outbox-relay'));
  expect(await listParked(queues)).toEqual([]);
  expect(() => functionOf('outbox/relais')).toThrow(/no function/);
});

it('the command tells of the instance of a directory what is parked, since when, for whom, and why', async () => {
  // A process of its own goes by the machine's time.
  cloud = await aCloud();
  queues = queuesOf(cloud);
  const data = mkdtempSync(join(tmpdir(), 'khobor-parked-'));
  const { port, aws, jwk } = cloud;
  writeInstance(data, { port, awsPort: aws.port, pid: process.pid, operator: aws.operator, jwk });
  const parked = (...args: string[]) => command([...args, '--data', data]);
  expect(await parked()).toBe('Nothing is parked\nended with 0');
  const QueueUrl = `${aws.url}/000000000000/${parkedOf('outbox/relay')}`;
  await queues.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"refused":"It is no fact"}' }));
  const listed = await parked();
  expect(listed).toMatch(/^ {5}1 {2}outbox\/relay +since \d{4}-\d\d-\d\dT[\d:.]+Z\n/);
  expect(listed).toContain(topology['outbox/relay'].ifItFails);
  expect(listed).toMatch(/ended with 0$/);
  expect(await parked('show', 'outbox/relay')).toContain('\n  It is no fact\n');
  expect(await parked('empty', 'outbox/relay')).toBe('ended with 0');
  expect(await parked()).toBe('Nothing is parked\nended with 0');
  rmSync(data, { recursive: true });
});

it('the command names for a message of a stage what finds its reason in the log: there it is a text in a text', async () => {
  cloud = await aCloud();
  queues = queuesOf(cloud);
  const { accessKeyId, secretAccessKey } = cloud.aws.operator;
  const QueueName = `khobor-prod-${parkedOf(publisher)}`;
  const { QueueUrl } = await queues.sqs.send(new CreateQueueCommand({ QueueName }));
  await queues.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  const said = await command(['show', publisher, '--stage', 'prod'], {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL: cloud.aws.url,
  });
  expect(said).toContain(
    `--log-group-name /khobor/prod/${publisher} --filter-pattern '{ $.message = "*failed*" }'`,
  );
  expect(said).toMatch(/ended with 0$/);
});
