import { isBot } from '../ads/bots.ts';
import { firstTimes } from '../ads/tally-first.ts';
import { decoded, type Logged, lineReader } from '../ads/tally-line.ts';
import { dayBefore } from '../bangla/dates.ts';
import { articleAt } from './search.ts';

/** How often people asked for the page of each article on one day, by article. */
export type Views = ReadonlyMap<string, number>;

/** The views in one log, by day of the newsroom, and how many of its lines could be read, and could not. */
export type LoggedViews = { byDay: Map<string, Map<string, number>>; read: number; malformed: number };

/** The most articles that are kept of a day: those read most. Those below are far from any list. */
export const mostOfADay = 500;

/** The most articles of a day in one log. A log covers some minutes, and whoever fetches a whole archive is no reader. */
const mostInALog = 10_000;

/** How many days a week list goes back, today included. */
const week = 7;

/** The days of the last week, the newest first. */
export function weekUpTo(today: string): string[] {
  const days = [today];
  while (days.length < week) days.push(dayBefore(days.at(-1) ?? today));
  return days;
}

/**
 * The article that a request is a view of: a person asked for its page, and got it whole. None for machines, for a page that
 * the browser still had (304), and for what is withdrawn or moved.
 */
export function articleViewed({ method, path, status, userAgent }: Logged): string | undefined {
  if (method !== 'GET' || status !== '200') return undefined;
  // The edge ignores a slash at the end; the log has it as it was sent.
  const id = articleAt(path.replace(/\/+$/, ''));
  return isBot(decoded(decoded(userAgent))) ? undefined : id;
}

/** Counts the views of these days in a log, line by line. A request that is in it twice counts once. */
export async function viewsIn(
  batches: AsyncIterable<readonly string[]>,
  days: readonly string[],
): Promise<LoggedViews> {
  const views: LoggedViews = { byDay: new Map(), read: 0, malformed: 0 };
  const [requestIn, isFirst] = [lineReader(), firstTimes()];
  for await (const lines of batches)
    for (const line of lines) {
      const logged = requestIn(line);
      if (logged === 'malformed') views.malformed++;
      if (!logged || logged === 'malformed') continue;
      views.read++;
      const id = days.includes(logged.day) ? articleViewed(logged) : undefined;
      if (id && (logged.requestId === '' || isFirst(logged.requestId))) note(views, logged.day, id);
    }
  return views;
}

function note({ byDay }: LoggedViews, day: string, id: string) {
  const views = byDay.get(day) ?? new Map<string, number>();
  byDay.set(day, views);
  if (views.has(id) || views.size < mostInALog) views.set(id, (views.get(id) ?? 0) + 1);
}

/**
 * The views of a day after more came in, of the articles read most. Where the last places are even, those that were just
 * read stay: an article that becomes the most read of the day begins with one view as well.
 */
export function added(before: Views, more: Views): Views {
  const all = new Map(before);
  for (const [id, count] of more) all.set(id, (all.get(id) ?? 0) + count);
  if (all.size <= mostOfADay) return all;
  const isNew = (id: string) => Number(more.has(id));
  return new Map(
    [...all].sort(([a, m], [b, n]) => n - m || isNew(b) - isNew(a) || (a < b ? -1 : 1)).slice(0, mostOfADay),
  );
}

/** The articles read most on all of these days together, most first; by id where that is even. */
export function readMost(days: readonly Views[], limit: number): string[] {
  const sums = new Map<string, number>();
  for (const views of days) for (const [id, count] of views) sums.set(id, (sums.get(id) ?? 0) + count);
  return [...sums]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([id]) => id);
}
