import type { NewsEvent } from '../events.ts';

/** What readers wait for after a fact: its article's page, and the fronts that list it. */
export type Shown = 'page' | 'fronts';

/**
 * Logs after how many seconds readers have what a fact told, of several the longest wait: the dashboard of a stage draws it from there.
 */
export function logDelay(shown: Shown, facts: readonly Pick<NewsEvent, 'at'>[]): void {
  const first = Math.min(...facts.map(({ at }) => Date.parse(at)));
  console.info(JSON.stringify({ shown, facts: facts.length, seconds: (Date.now() - first) / 1000 }));
}
