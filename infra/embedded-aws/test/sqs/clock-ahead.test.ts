import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { openAws, openClock, region, Store } from '../../src/embedded-aws.ts';

it('a message from a clock that was ahead can be received once the clock is right again', async () => {
  const store = new Store(':memory:');
  const clock = openClock();
  const right = clock.now();
  clock.turnTo(right + 3 * 86_400_000);
  const ahead = await openAws({ store, clock });
  const client = new SQSClient({
    ...{ region, endpoint: ahead.url, credentials: ahead.operator },
    systemClockOffset: 3 * 86_400_000,
  });
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'inbox' }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a fact' }));
  client.destroy();
  await ahead.close();
  clock.turnTo(right);
  const again = await openAws({ store, clock });
  expect((await again.sqs.receive('inbox', 1)).map(({ body }) => body)).toEqual(['a fact']);
  await again.close();
  store.close();
});
