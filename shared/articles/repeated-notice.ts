import { type NewsEvent, versionOf } from '../events.ts';

/**
 * What staff are told of an article that says no more than the desk's queues show of it. Who was assigned, or whose approval or
 * correction is gone, is told each time: they may look nowhere.
 */
const shownByQueues: readonly string[] = [
  'article.submitted',
  'article.returned',
  'article.approved',
  'article.render-failed',
];

/** How often somebody has staff told the same of an article in so many milliseconds. */
const most = { times: 5, within: 10 * 60_000 };

/** Since when the same is looked for. Any number of steps that are no notice may stand between. */
export const repeatsSince = ({ at }: Pick<NewsEvent, 'at'>): string =>
  new Date(Date.parse(at) - most.within).toISOString();

/** Whether a fact may be the repetition of others at all: those and the creation of the article come before it. */
export const mayRepeat = (fact: NewsEvent) =>
  shownByQueues.includes(fact.type) && versionOf(fact) > most.times + 1;

/**
 * Whether staff know what a fact says: the same person did the same with this article five times in the ten minutes before.
 * The step stands, and the queues show where the article is; only mails and chats are spared. So the first is told at once,
 * and nobody can drown what others have to be told. It is decided by the facts alone, the same at each delivery.
 */
export function isRepeated(fact: NewsEvent, before: readonly NewsEvent[]): boolean {
  const since = repeatsSince(fact);
  const same = before.filter(({ type, by, at }) => type === fact.type && by === fact.by && at > since);
  return same.length >= most.times;
}
