import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import { Failure } from './failure.tsx';
import type { Batches as Read } from './use-batches.ts';

type Props = { of: Read<unknown>; children: ComponentChildren };

/** A list that comes in batches: what was read of it, why not, that it is empty, and the way to the next. */
export function Batches({ of: { items, failure, more, refresh }, children }: Props) {
  const w = words.value;
  return (
    <>
      {failure && <Failure error={failure} again={() => void refresh()} />}
      {!items && !failure && <p>{w.loading}</p>}
      {items?.length === 0 && !more && <p class="soft">{w.nothingHere}</p>}
      {children}
      {more && (
        <button type="button" onClick={more}>
          {w.more}
        </button>
      )}
    </>
  );
}
