import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { setting } from './environment.ts';

const sqs = new SQSClient({});

/** Parks what cannot be passed on: a message in the queue whose alarm somebody answers. */
export async function park(what: object): Promise<void> {
  await sqs.send(
    new SendMessageCommand({ QueueUrl: setting('PARKED_FACTS'), MessageBody: JSON.stringify(what) }),
  );
}
