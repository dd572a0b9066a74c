import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { AwsError, region } from 'embedded-aws';
import { afterEach, expect, it } from 'vitest';
import { arns, queueArn } from '../../infra/local/resources.ts';
import { emptyParked, type Queues } from '../../infra/operate/parked-queues.ts';
import { parkedOf } from '../../infra/topology/inbox.ts';
import { type ADesk, aDesk } from './a-desk.ts';
import { queuesOf } from './as-operator.ts';

const minute = 60_000;

let [desk, queues]: [ADesk, Queues] = [] as never;
afterEach(async () => {
  queues.sqs.destroy();
  await desk.cloud.close();
});

/** Somebody who listens to the alarms' topic, and reads what came since they read last. */
async function aListener() {
  const { aws, clock } = desk.cloud;
  const sns = new SNSClient({
    ...{ region, endpoint: aws.url, credentials: aws.operator },
    systemClockOffset: clock.now() - Date.now(),
  });
  await queues.sqs.send(new CreateQueueCommand({ QueueName: 'operators' }));
  await sns.send(
    new SubscribeCommand({
      ...{ TopicArn: arns['alarms topic'], Protocol: 'sqs', Endpoint: queueArn('operators') },
    }),
  );
  sns.destroy();
  return async () => {
    const got = await aws.sqs.receive('operators', 10);
    await aws.sqs.remove(
      'operators',
      got.map(({ receiptHandle }) => receiptHandle),
    );
    return got.map(({ body }) => JSON.parse(body)).map(({ Subject, Message }) => [Subject, Message]);
  };
}

const park = (body: string) =>
  queues.sqs.send(
    new SendMessageCommand({
      QueueUrl: `${desk.cloud.aws.url}/000000000000/${parkedOf('site/invalidate')}`,
      MessageBody: body,
    }),
  );

it('who operates the newsroom is told what is parked within five minutes, once, and when it is gone', async () => {
  let isDown = false;
  desk = await aDesk({
    intercept: async (call, go) => {
      if (isDown && call.service === 'sns' && call.principal === 'facts/watch-queues')
        throw new AwsError('InternalError', 'not now', 500);
      return go();
    },
  });
  queues = queuesOf(desk.cloud);
  const read = await aListener();
  await desk.cloud.turnBy(5 * minute);
  expect(await read()).toEqual([]);

  await park('{}');
  // A look that cannot tell it leaves it to the next.
  isDown = true;
  await desk.cloud.turnBy(5 * minute);
  isDown = false;
  await desk.cloud.turnBy(5 * minute);
  const [[subject, text] = [], ...more] = await read();
  expect(more).toEqual([]);
  expect(subject).toBe('Khobor: site/invalidate: parked');
  expect(text).toContain('npm run parked -- show site/invalidate');
  await park('{"another":1}');
  await desk.cloud.turnBy(5 * minute);
  expect(await read()).toEqual([]);

  await emptyParked(queues, 'site/invalidate');
  await desk.cloud.turnBy(5 * minute);
  expect(await read()).toEqual([
    ['Khobor: site/invalidate: in order again', expect.stringContaining('nothing is parked any more')],
  ]);
  await desk.cloud.turnBy(5 * minute);
  expect(await read()).toEqual([]);
});
