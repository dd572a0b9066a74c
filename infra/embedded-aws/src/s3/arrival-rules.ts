import { randomUUID } from 'node:crypto';
import { AwsError, account, region, type ServiceContext } from '../service.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { ObjectHead } from './object-head.ts';

/** Sends an event to a queue for each object that arrives in a bucket under a prefix, as an EventBridge rule does. */
export type ArrivalRule = { bucket: string; prefix: string; queueArn: string };

/** The call that stored an object, as S3 names it in its events. */
export type Reason = 'PutObject' | 'POST Object' | 'CopyObject' | 'CompleteMultipartUpload';

/** Sends the events of an object that was just stored. Must be called inside `store.write`. */
export type NotifyArrival = (bucket: string, object: ObjectHead, reason: Reason) => void;

export function openArrivalRules(
  { clock }: Pick<ServiceContext, 'clock'>,
  { enqueue }: Pick<Sqs, 'enqueue'>,
  rules: readonly ArrivalRule[],
): NotifyArrival {
  return (bucket, object, reason) => {
    for (const rule of rules)
      if (rule.bucket === bucket && object.key.startsWith(rule.prefix)) {
        const body = JSON.stringify(objectCreated(bucket, object, reason, clock.now()));
        try {
          enqueue(rule.queueArn, body, {}, 'events.amazonaws.com');
        } catch (error) {
          // As with EventBridge, the object is stored even if the queue no longer exists.
          if (!(error instanceof AwsError)) throw error;
        }
      }
  };
}

/** The event in EventBridge's format. Unlike in S3's own notifications, the key is not URL-encoded. */
const objectCreated = (bucket: string, { key, size, etag }: ObjectHead, reason: Reason, at: number) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account,
  time: new Date(at).toISOString().replace(/\.\d+/, ''),
  region,
  resources: [`arn:aws:s3:::${bucket}`],
  detail: {
    version: '0',
    bucket: { name: bucket },
    object: { key, size, etag },
    'request-id': randomUUID(),
    requester: account,
    reason,
  },
});
