import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

/** Deliveries before a message is parked. */
export const maxReceives = 5;

/** Handles a batch of an inbox's messages, each on its own: only those that fail are delivered again. */
export const inbox = (work: (body: unknown, at: string, isLastTry: boolean) => Promise<unknown>) =>
  middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const at = new Date().toISOString();
    const outcomes = await Promise.allSettled(
      Records.map(async ({ body, attributes }) =>
        work(JSON.parse(body), at, Number(attributes.ApproximateReceiveCount) >= maxReceives),
      ),
    );
    const failed = Records.flatMap(({ messageId, body }, i) => {
      const outcome = outcomes[i];
      return outcome?.status === 'rejected' ? [{ messageId, body, reason: outcome.reason }] : [];
    });
    for (const { messageId, body, reason } of failed)
      console.error(
        JSON.stringify({ failed: messageId, body, reason: String(reason), stack: reason?.stack }),
      );
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
