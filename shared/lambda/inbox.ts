import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

type Outcome = PromiseSettledResult<unknown>;

/** Handles a batch of an inbox's messages, each on its own: only those that fail are delivered again. */
export const inbox = (work: (body: unknown, at: string) => Promise<unknown>) =>
  handler((bodies, at) => Promise.allSettled(bodies.map(async (body) => work(JSON.parse(body), at))));

/**
 * Handles a batch of an inbox's messages together: `read` makes of each what `work` takes, or nothing. `work` says how
 * each went; once `isLate` it leaves what it has not begun to the next delivery.
 */
export const batchInbox = <T>(
  read: (body: unknown) => T | undefined,
  work: (all: T[], at: string, isLate: () => boolean) => Promise<Outcome[]>,
) =>
  handler(async (bodies, at, isLate) => {
    const each = await Promise.allSettled(bodies.map(async (body) => read(JSON.parse(body))));
    const whole = each.flatMap((one) =>
      one.status === 'fulfilled' && one.value !== undefined ? [one.value] : [],
    );
    const outcomes = (whole.length === 0 ? [] : await work(whole, at, isLate)).values();
    return each.map((one) =>
      one.status === 'fulfilled' && one.value !== undefined ? (outcomes.next().value ?? one) : one,
    );
  });

const handler = (handle: (bodies: string[], at: string, isLate: () => boolean) => Promise<Outcome[]>) =>
  middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }, { getRemainingTimeInMillis }) => {
    const at = new Date().toISOString();
    // The second half of its time is for what was begun in the first.
    const half = getRemainingTimeInMillis() / 2;
    const bodies = Records.map(({ body }) => body);
    const outcomes = await handle(bodies, at, () => getRemainingTimeInMillis() < half);
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
