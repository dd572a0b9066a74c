import { type EventType, type NewsEvent, parseEvent } from '../events.ts';
import { inbox } from './inbox.ts';

type Reaction<T extends EventType> = (fact: NewsEvent<T>, at: string, isLastTry: boolean) => Promise<unknown>;
export type Reactions = { [T in EventType]?: Reaction<T> };

/** Handles facts from an inbox. One that fails is delivered again, and parked after the last try. */
export const subscriber = (reactions: Reactions) =>
  inbox((body, at, isLastTry) => {
    const fact = parseEvent(body);
    const reaction = reactions[fact.type] as Reaction<EventType> | undefined;
    if (!reaction) throw noReaction(fact);
    return reaction(fact, at, isLastTry);
  });

/** The same reaction for several types of facts. */
export const toEach = <T extends EventType>(types: readonly T[], reaction: Reaction<T>) =>
  Object.fromEntries(types.map((type) => [type, reaction])) as { [K in T]: Reaction<T> };

/**
 * Handles all facts of a batch in one call, for work that serves many of them at once, such as rendering a front. When
 * it fails, all of them are delivered again.
 */
export const batchSubscriber = <T extends EventType>(
  types: readonly T[],
  work: (facts: NewsEvent<T>[], at: string) => Promise<unknown>,
) => {
  let waiting: NewsEvent<T>[] = [];
  let batch: Promise<unknown> | undefined;
  return inbox(async (body, at) => {
    const fact = parseEvent(body);
    if (!(types as readonly EventType[]).includes(fact.type)) throw noReaction(fact);
    waiting.push(fact as NewsEvent<T>);
    batch ??= Promise.resolve().then(() => {
      const facts = waiting;
      [waiting, batch] = [[], undefined];
      return work(facts, at);
    });
    await batch;
  });
};

const noReaction = ({ type }: NewsEvent) =>
  new Error(`Nothing here reacts to ${type}: check its row in the topology`);
