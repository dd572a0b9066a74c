import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type EventType, type NewsEvent, parseEvent } from '../events.ts';

export type Reactions = { [T in EventType]?: (event: NewsEvent<T>, at: string) => Promise<unknown> };

/** Reacts to facts from an inbox. A message that fails is delivered again, and parked after the last try. */
export const subscriber = (reactions: Reactions) =>
  inbox((body, at) => react(reactions, parseEvent(body), at));

/** Works through messages of an inbox, each by itself: one that fails does not hold up its neighbours. */
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

/**
 * Reacts to all facts of some types that an inbox hands over, at once: for work that serves many of them together. When
 * it fails, all are delivered again.
 */
export const digest = <T extends EventType>(
  types: readonly T[],
  work: (events: NewsEvent<T>[], at: string) => Promise<unknown>,
) => {
  let waiting: NewsEvent<T>[] = [];
  let together: Promise<unknown> | undefined;
  return inbox(async (body, at) => {
    const event = parseEvent(body);
    if (!(types as readonly EventType[]).includes(event.type))
      throw new Error(`Nothing here reacts to ${event.type}: check its row in the topology`);
    waiting.push(event as NewsEvent<T>);
    together ??= Promise.resolve().then(() => {
      const events = waiting;
      [waiting, together] = [[], undefined];
      return work(events, at);
    });
    await together;
  });
};

function react(reactions: Reactions, event: NewsEvent, at: string) {
  const reaction = reactions[event.type] as ((event: NewsEvent, at: string) => Promise<unknown>) | undefined;
  if (!reaction) throw new Error(`Nothing here reacts to ${event.type}: check its row in the topology`);
  return reaction(event, at);
}
