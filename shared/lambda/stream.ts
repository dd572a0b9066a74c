import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { recordOf } from '../aws/stream-record.ts';
import { type NewsEvent, parseEvent } from '../events.ts';

/**
 * Passes a batch of stream records on in order. On failure the batch is retried from the first that failed, so none is
 * skipped.
 */
export const factStream = (pass: (facts: NewsEvent[]) => Promise<{ passed: number }>) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async ({ Records }) => {
    const facts = Records.map(({ dynamodb }) => parseEvent(recordOf(dynamodb?.NewImage)));
    const { passed } = await pass(facts);
    const failed = Records[passed]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
  });
