import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { setting } from './environment.ts';

const sqs = new SQSClient({});

/** Queues that are asked at once. */
const atOnce = 10;

/** A queue by its name on the stage, with how many messages wait in it, and how many were received and not deleted. */
export type QueueState = { queue: string; waiting: number; held: number };

/** What the names of the stage's queues begin with: `khobor-prod-`, nothing on a machine of one's own. */
export const queuePrefix = () => setting('QUEUES', { mayBeEmpty: true });

/**
 * The inboxes and parked queues of the stage. SQS counts approximately: what came in the last minute may be
 * missing. A request for each queue, and one for all. One that is deleted meanwhile is none.
 */
export async function readQueues(): Promise<QueueState[]> {
  const urls: string[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues(
    { client: sqs, pageSize: 1000 },
    { QueueNamePrefix: queuePrefix() },
  ))
    urls.push(...QueueUrls.filter((url) => /^(inbox|parked)-/.test(nameIn(url))));
  const all: QueueState[] = [];
  for (let start = 0; start < urls.length; start += atOnce)
    all.push(...(await Promise.all(urls.slice(start, start + atOnce).map(readQueue))).flat());
  return all;
}

/** A queue's name on the stage: of one of stage `prod-2` it is none of stage `prod`. */
const nameIn = (url: string) => url.slice(url.lastIndexOf('/') + 1 + queuePrefix().length);

async function readQueue(QueueUrl: string): Promise<QueueState[]> {
  try {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return [
      {
        queue: nameIn(QueueUrl),
        waiting: Number(Attributes.ApproximateNumberOfMessages),
        held: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
      },
    ];
  } catch (error) {
    if ((error as Error).name === 'QueueDoesNotExist') return [];
    throw error;
  }
}
