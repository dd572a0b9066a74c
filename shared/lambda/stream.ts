import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { recordOf } from '../aws/image.ts';
import { type NewsEvent, parseEvent } from '../events.ts';

/**
 * Hands the facts of a stretch of the table's stream on, in order. When one fails, the stretch is read again from it:
 * nothing is passed over.
 */
export const factStream = (pass: (facts: NewsEvent[]) => Promise<{ passed: number }>) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async ({ Records }) => {
    const facts = Records.map(({ dynamodb }) => parseEvent(recordOf(dynamodb?.NewImage)));
    const { passed } = await pass(facts);
    const stuck = Records[passed]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: stuck === undefined ? [] : [{ itemIdentifier: stuck }] };
  });
