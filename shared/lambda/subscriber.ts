import type { EventType, NewsEvent } from '../events.ts';
import { settleInParts } from '../settle-all.ts';
import { findEvent, StoredFact } from '../stored-fact.ts';
import { batchInbox, inbox } from './inbox.ts';

type Reaction<T extends EventType> = (fact: NewsEvent<T>, at: string, isLastTry: boolean) => Promise<unknown>;
export type Reactions = { [T in EventType]?: Reaction<T> };

/**
 * Handles facts from an inbox. One that fails is delivered again, and parked after the last try. One of a type that only
 * another version of Khobor knows is left: that version finds it in the table when facts are replayed.
 */
export const subscriber = (reactions: Reactions) =>
  inbox(async (body, at, isLastTry) => {
    const fact = factIn(body, Object.keys(reactions));
    if (fact) await (reactions[fact.type] as Reaction<EventType>)(fact, at, isLastTry);
  });

/** The same reaction for several types of facts. */
export const toEach = <T extends EventType>(types: readonly T[], reaction: Reaction<T>) =>
  Object.fromEntries(types.map((type) => [type, reaction])) as { [K in T]: Reaction<T> };

/**
 * Handles all facts of a batch in one call, for work that serves many of them at once, such as rendering a front. When
 * it fails it is done for parts of them, until those that fail are alone: only they are delivered again.
 */
export const batchSubscriber = <T extends EventType>(
  types: readonly T[],
  work: (facts: NewsEvent<T>[], at: string) => Promise<unknown>,
) =>
  batchInbox(
    (body) => factIn(JSON.parse(body), types) as NewsEvent<T> | undefined,
    (facts, at, isLate) => settleInParts(facts, (part) => work(part, at), isLate),
  );

/** The fact in a message, if this version knows its type. */
function factIn(body: unknown, types: readonly string[]): NewsEvent | undefined {
  const fact = findEvent(body);
  if (!fact) console.warn(JSON.stringify({ unknown: StoredFact.parse(body).type, id: Object(body).id }));
  else if (!types.includes(fact.type))
    throw new Error(`Nothing here reacts to ${fact.type}: check its row in the topology`);
  return fact;
}
