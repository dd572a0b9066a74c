import { signal } from '@preact/signals';
import type { FrontName, Pin } from '../../../../shared/fronts/pins.ts';
import { Refused, request } from '../../api/request.ts';

type Stored = { pins: Pin[]; version: number };

export const samePins = (one: readonly Pin[], other: readonly Pin[]) =>
  one.length === other.length &&
  one.every(({ articleId, until }, i) => articleId === other[i]?.articleId && until === other[i]?.until);

/** The pins with the one at a place moved to another. */
export function moved(pins: readonly Pin[], from: number, to: number): Pin[] {
  const pin = pins[from];
  const others = pins.filter((_, i) => i !== from);
  return pin ? [...others.slice(0, to), pin, ...others.slice(to)] : [...pins];
}

/**
 * One front as somebody arranges it: what stands in the newsroom, and what is on their screen until they save. All fronts
 * and the strip are one record: a change of another front moves its version, and is no conflict.
 */
export function openArrangement(front: FrontName) {
  const path = `/api/fronts/${front}`;
  const stored = signal<Stored | undefined>();
  /** As it is on the screen; undefined while nothing was changed. */
  const mine = signal<readonly Pin[] | undefined>();
  /** What somebody else made of this front meanwhile. */
  const theirs = signal<Stored | undefined>();
  const failure = signal<Error | undefined>();

  const read = async (): Promise<Stored> => (await request<Stored>('GET', path)).body;

  const meet = (found: Stored) => {
    const before = stored.peek();
    const isMine = mine.peek() === undefined || samePins(mine.peek() ?? [], found.pins);
    if (isMine) mine.value = undefined;
    if (isMine || !before || samePins(before.pins, found.pins)) {
      stored.value = found;
      theirs.value = undefined;
    } else theirs.value = found;
  };

  const refresh = async () => {
    try {
      meet(await read());
      failure.value = undefined;
    } catch (error) {
      failure.value = error as Error;
    }
  };

  const put = (pins: readonly Pin[], version: number) =>
    request<Stored>('PUT', path, { body: { pins }, ifMatch: `"${version}"` });

  const save = async (): Promise<boolean> => {
    const [pins, from] = [mine.peek(), stored.peek()];
    if (!pins || !from) return false;
    try {
      failure.value = undefined;
      stored.value = (await put(pins, from.version)).body;
      mine.value = undefined;
      return true;
    } catch (error) {
      if (!(error instanceof Refused && error.status === 412)) {
        failure.value = error as Error;
        return false;
      }
    }
    await refresh();
    // Only another front, or the strip, was changed: mine stands on that.
    return theirs.peek() === undefined && stored.peek()?.version !== from.version ? save() : false;
  };

  return {
    ...{ front, stored, mine, theirs, failure, refresh, save },
    change: (pins: readonly Pin[]) => {
      const from = stored.peek();
      if (from) mine.value = samePins(pins, from.pins) ? undefined : pins;
    },
    discard: () => {
      mine.value = undefined;
      stored.value = theirs.peek() ?? stored.peek();
      theirs.value = undefined;
    },
    /** Mine goes over theirs, which was seen. */
    keepMine: () => {
      stored.value = theirs.peek() ?? stored.peek();
      theirs.value = undefined;
    },
  };
}

export type Arrangement = ReturnType<typeof openArrangement>;
