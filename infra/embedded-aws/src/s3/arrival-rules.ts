import { randomUUID } from 'node:crypto';
import { AwsError, account, type Ground, region } from '../service.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { ObjectHead } from './object-head.ts';

/** Where EventBridge sends word of objects that arrive: those of a bucket whose keys begin so, to a queue. */
export type ArrivalRule = { bucket: string; prefix: string; queueArn: string };

/** Which call brought an object, as S3 tells it. */
export type Reason = 'PutObject' | 'POST Object' | 'CopyObject' | 'CompleteMultipartUpload';

/** Tells queues of an object that was just put; to be called inside `store.write`. */
export type Tell = (bucket: string, object: ObjectHead, reason: Reason) => void;

export function openArrivalRules(
  { clock }: Pick<Ground, 'clock'>,
  { enqueue }: Pick<Sqs, 'enqueue'>,
  rules: readonly ArrivalRule[],
): Tell {
  return (bucket, object, reason) => {
    for (const rule of rules)
      if (rule.bucket === bucket && object.key.startsWith(rule.prefix)) {
        const body = JSON.stringify(objectCreated(bucket, object, reason, clock.now()));
        try {
          enqueue(rule.queueArn, body, {}, 'events.amazonaws.com');
        } catch (error) {
          // As EventBridge, once it has given up: a queue that is gone does not keep the object from being stored.
          if (!(error instanceof AwsError)) throw error;
        }
      }
  };
}

/** The event as EventBridge hands it over. Unlike in S3's own notifications, the key stands as it is, not URL-encoded. */
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
