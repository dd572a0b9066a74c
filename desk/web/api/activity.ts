import { signal } from '@preact/signals';
import type { HistoryFact } from '../../../shared/history-fact.ts';
import { readOnly } from './read-only.ts';
import { request } from './request.ts';

/** What happened in the newsroom since the desk was opened, and the day before; the newest last. */
export const activity = signal<readonly HistoryFact[]>([]);
/** Counts the times that something new was heard of. */
export const pulse = signal(0);

/** Milliseconds between two looks: while somebody looks at the desk, and while it is behind another window. */
const pauses = { inView: 10_000, behind: 60_000 } as const;
/** How much of what happened is kept. */
const most = 500;
const day = 24 * 3_600_000;

type Answered = { facts: HistoryFact[]; since: string };

/** Follows what happens until it is stopped: not while nobody sees the desk, and at once when somebody comes back. */
export function followActivity(): () => void {
  let since = new Date(Date.now() - day).toISOString();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  let isLooking = false;

  const look = async () => {
    if (isLooking || isStopped) return;
    isLooking = true;
    clearTimeout(timer);
    try {
      const { body } = await request<Answered>('GET', `/api/activity?since=${encodeURIComponent(since)}`);
      since = body.since;
      const known = new Set(activity.value.map(({ id }) => id));
      const news = body.facts.filter(({ id }) => !known.has(id));
      const turn = news.findLast(({ type }) => type.startsWith('newsroom.'))?.type;
      if (turn) readOnly.value = turn === 'newsroom.made-read-only' ? (readOnly.value ?? {}) : undefined;
      if (news.length > 0) {
        activity.value = [...activity.value, ...news].slice(-most);
        pulse.value++;
      }
    } catch {
      // The next look comes soon enough; what cannot be written says so itself.
    } finally {
      isLooking = false;
    }
    if (!isStopped && document.visibilityState === 'visible')
      timer = setTimeout(() => void look(), document.hasFocus() ? pauses.inView : pauses.behind);
  };
  const onVisibility = () => {
    if (document.visibilityState === 'visible') void look();
    else clearTimeout(timer);
  };
  const onFocus = () => void look();
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('focus', onFocus);
  void look();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('focus', onFocus);
  };
}
