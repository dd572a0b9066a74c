import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { FunctionSpec } from '../topology/function-spec.ts';
import type { InboxTrigger } from './inbox-trigger.ts';

/**
 * Sends events of objects that arrive in a bucket under a prefix to an inbox. Through EventBridge: if the bucket
 * notified the queue itself, its stack would depend on the functions' stack, which depends on it.
 */
export function sendArrivals(bucket: IBucket, prefix: string, to: InboxTrigger, { ifItFails }: FunctionSpec) {
  new Rule(to, 'Arrivals', {
    description: ifItFails,
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix }] } },
    },
    // Events that EventBridge cannot deliver within a day are parked as well.
    targets: [new SqsQueue(to.waiting, { deadLetterQueue: to.parked })],
  });
}
