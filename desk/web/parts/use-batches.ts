import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { pulse } from '../api/activity.ts';
import { get } from '../api/request.ts';

export type Batches<T> = {
  /** What was read so far; undefined until something was. */
  items: readonly T[] | undefined;
  failure: Error | undefined;
  /** Reads on; undefined when there is no more. */
  more: (() => void) | undefined;
  /** Reads again as much as is shown. */
  refresh: () => Promise<void>;
};

type Read<T> = { path: string; items: T[]; cursor: string | undefined; batches: number };

/** A list of the API that comes in batches, below `name` in its answers; read again when something happens. */
export function useBatches<T>(path: string, name = 'items'): Batches<T> {
  const [read, setRead] = useState<Read<T>>();
  const [failure, setFailure] = useState<Error>();
  const shown = useRef<Read<T>>(undefined);
  const latest = useRef(0);

  const readUpTo = useCallback(
    async (batches: number) => {
      const turn = ++latest.current;
      const items: T[] = [];
      let cursor: string | undefined;
      try {
        for (let i = 0; i < batches && (i === 0 || cursor !== undefined); i++) {
          const on =
            cursor === undefined
              ? ''
              : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
          const answer: Record<string, T[]> & { cursor?: string } = await get(path + on);
          items.push(...(answer[name] ?? []));
          cursor = answer.cursor;
        }
        if (turn !== latest.current) return;
        shown.current = { path, items, cursor, batches };
        setRead(shown.current);
        setFailure(undefined);
      } catch (error) {
        if (turn === latest.current) setFailure(error as Error);
      }
    },
    [path, name],
  );
  const refresh = useCallback(
    () => readUpTo(shown.current?.path === path ? shown.current.batches : 1),
    [path, readUpTo],
  );
  const news = pulse.value;
  useEffect(() => void refresh(), [refresh, news]);

  const current = read?.path === path ? read : undefined;
  return {
    items: current?.items,
    failure,
    more: current?.cursor === undefined ? undefined : () => void readUpTo(current.batches + 1),
    refresh,
  };
}
