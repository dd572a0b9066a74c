import type { LineItem } from '../../../../shared/ads/line-item.ts';
import { useBatches } from '../../parts/use-batches.ts';

type Standing = {
  items: LineItem[];
  isRead: boolean;
  more: (() => void) | undefined;
  /** Why not all of them could be read, and how it is tried again. */
  failure: Error | undefined;
  again: () => void;
};

/** Line items that readers see, or may come to see, of one slot if it is named; `more` reads on. */
export function useStanding(slot?: string): Standing {
  const of = slot === undefined ? '' : `&slot=${encodeURIComponent(slot)}`;
  const cleared = useBatches<LineItem>(`/api/line-items?state=cleared${of}`);
  const draft = useBatches<LineItem>(`/api/line-items?state=draft${of}`);
  const paused = useBatches<LineItem>(`/api/line-items?state=paused${of}`);
  const all = [cleared, draft, paused];
  return {
    items: all.flatMap(({ items = [] }) => items),
    isRead: all.every(({ items }) => items !== undefined),
    more: all.find(({ more }) => more)?.more,
    failure: all.find(({ failure }) => failure)?.failure,
    again: () => void Promise.all(all.map(({ refresh }) => refresh())),
  };
}
