import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Shift } from '../shift.ts';

/** Deliveries before a message is parked. */
export const maxReceives = 5;

type Outcome = PromiseSettledResult<unknown>;

/** Handles a batch of an inbox's messages, each on its own: only those that fail are delivered again. */
export const inbox = (work: (body: unknown, at: string, isLastTry: boolean) => Promise<unknown>) =>
  handler((records, at) =>
    Promise.allSettled(
      records.map(async ({ body, attributes }) =>
        work(JSON.parse(body), at, Number(attributes.ApproximateReceiveCount) >= maxReceives),
      ),
    ),
  );

/** Handles messages whose work takes long: it knows how long it may run, and waits between its parts. */
export const shiftInbox = (work: (body: unknown, shift: Shift) => Promise<unknown>) =>
  handler((records, _at, _isLate, left) => {
    const rest = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
    const shift: Shift = { now: Date.now, left, rest };
    return Promise.allSettled(records.map(async ({ body }) => work(JSON.parse(body), shift)));
  });

/**
 * Handles a batch of an inbox's messages together: `read` makes of each what `work` takes, or nothing. `work` says how
 * each went; once `isLate` it leaves what it has not begun to the next delivery. Of a message that fails the log has its
 * text, unless it `isSecret`.
 */
export const batchInbox = <T>(
  read: (body: string) => T | undefined,
  work: (all: T[], at: string, isLate: () => boolean) => Promise<Outcome[]>,
  isSecret = false,
) =>
  handler(async (records, at, isLate) => {
    const each = await Promise.allSettled(records.map(async ({ body }) => read(body)));
    const whole = each.flatMap((one) =>
      one.status === 'fulfilled' && one.value !== undefined ? [one.value] : [],
    );
    const outcomes = (whole.length === 0 ? [] : await work(whole, at, isLate)).values();
    return each.map((one) =>
      one.status === 'fulfilled' && one.value !== undefined ? (outcomes.next().value ?? one) : one,
    );
  }, isSecret);

type Handle = (
  records: SQSRecord[],
  at: string,
  isLate: () => boolean,
  left: () => number,
) => Promise<Outcome[]>;

const handler = (handle: Handle, isSecret = false) =>
  middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }, { getRemainingTimeInMillis }) => {
    const at = new Date().toISOString();
    // The second half of its time is for what was begun in the first.
    const half = getRemainingTimeInMillis() / 2;
    const outcomes = await handle(
      Records,
      at,
      () => getRemainingTimeInMillis() < half,
      getRemainingTimeInMillis,
    );
    const failed = Records.flatMap(({ messageId, body }, i) => {
      const outcome = outcomes[i];
      return outcome?.status === 'rejected' ? [{ messageId, body, reason: outcome.reason }] : [];
    });
    for (const { messageId, body, reason } of failed)
      console.error(
        JSON.stringify({
          failed: messageId,
          ...(isSecret ? {} : { body }),
          reason: String(reason),
          stack: reason?.stack,
        }),
      );
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
