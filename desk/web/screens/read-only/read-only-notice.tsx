import { useEffect } from 'preact/hooks';
import type { ReadOnly } from '../../../../shared/read-only.ts';
import { readOnly } from '../../api/read-only.ts';
import { get } from '../../api/request.ts';
import { momentOf } from '../../words/words.ts';
import { readOnlyWords } from './words.ts';

/** Milliseconds between two looks whether the newsroom is writable again. */
const lookAgain = 15_000;

async function look() {
  // An answer that does not come says nothing: the next look is soon.
  const now = await get<ReadOnly>('/api/newsroom/read-only').catch(() => undefined);
  if (now) readOnly.value = now.on ? now : undefined;
}

/** Says that nothing can be changed for now, and looks whether that is over. */
export function ReadOnlyNotice() {
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), lookAgain);
    return () => clearInterval(timer);
  }, []);
  const { name = '', reason, since } = readOnly.value ?? {};
  if (!reason) return null;
  return (
    <div class="notice warns" role="alert">
      {readOnlyWords.value.notice(name, since ? momentOf(since) : '', reason)}
    </div>
  );
}
