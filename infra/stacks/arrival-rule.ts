import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { FunctionSpec } from '../topology/function-spec.ts';
import type { InboxTrigger } from './inbox-trigger.ts';

/**
 * Sends word of objects that arrive in a bucket under a prefix to an inbox. By EventBridge: a bucket that named the queue
 * itself would tie its stack to the functions', which needs it: a circle.
 */
export function sendArrivals(bucket: IBucket, prefix: string, to: InboxTrigger, { ifItFails }: FunctionSpec) {
  new Rule(to, 'Arrivals', {
    description: ifItFails,
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix }] } },
    },
    // What EventBridge could not hand over within a day is parked as well.
    targets: [new SqsQueue(to.waiting, { deadLetterQueue: to.parked })],
  });
}
