import { computed, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ReadOnly } from '../../../shared/read-only.ts';
import { activity } from '../api/activity.ts';
import { readOnly } from '../api/read-only.ts';
import { get } from '../api/request.ts';
import { momentOf, words } from '../words/words.ts';

/** Milliseconds between two looks whether the newsroom is writable again. */
const lookAgain = 15_000;

/** The last fact that somebody made the newsroom read-only, or writable. */
const lastTurn = computed(() => activity.value.findLast(({ type }) => type.startsWith('newsroom.'))?.id);

async function look() {
  // An answer that does not come says nothing: the next look is soon.
  const now = await get<ReadOnly>('/api/newsroom/read-only').catch(() => undefined);
  if (now) readOnly.value = now.on ? now : undefined;
}

/**
 * Says that nothing can be changed for now, from the first refusal on, or from the fact of it: to whoever reads as well.
 * Goes when the newsroom is writable again.
 */
export function ReadOnlyNotice() {
  const w = words.value;
  const now = readOnly.value;
  const isOn = now !== undefined;
  useSignalEffect(() => {
    if (lastTurn.value !== undefined) void look();
  });
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => void look(), lookAgain);
    return () => clearInterval(timer);
  }, [isOn]);
  if (!now) return null;
  return (
    <div class="notice warns" role="alert">
      {w.newsroomReadOnly(now.name ?? '', now.since ? momentOf(now.since) : '', now.reason ?? '')}
    </div>
  );
}
