import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

/** Works through messages of an inbox, each by itself: one that fails does not stop its neighbours. */
export const inbox = (work: (body: unknown, at: string) => Promise<unknown>) =>
  middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const at = new Date().toISOString();
    const outcomes = await Promise.allSettled(Records.map(async ({ body }) => work(JSON.parse(body), at)));
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
