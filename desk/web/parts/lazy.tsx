import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../words/words.ts';

/** A screen that is loaded when it is asked for. `rest` is what its path has after its name. */
export type LazyScreen = () => Promise<ComponentType<{ rest: string }>>;

/** Shows a screen as soon as it is loaded. After a deploy its file may be gone: then the desk is loaded again. */
export function Lazy({ load, rest }: { load: LazyScreen; rest: string }) {
  const w = words.value;
  const [Screen, setScreen] = useState<ComponentType<{ rest: string }>>();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    let isLeft = false;
    load().then(
      (found) => !isLeft && setScreen(() => found),
      () => !isLeft && setFailed(true),
    );
    return () => {
      isLeft = true;
    };
  }, [load]);
  if (Screen) return <Screen rest={rest} />;
  if (!hasFailed) return <p>{w.loading}</p>;
  return (
    <p role="alert">
      {w.unreachable}{' '}
      <button type="button" onClick={() => location.reload()}>
        {w.tryAgain}
      </button>
    </p>
  );
}
