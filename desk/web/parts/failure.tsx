import { Refused } from '../api/request.ts';
import { told, words } from '../words/words.ts';

/** Why something could not be shown or done, and the way to try it again. */
export function Failure({ error, again }: { error: Error; again?: () => void }) {
  const w = words.value;
  return (
    <div class="notice warns" role="alert">
      {error instanceof Refused ? told(error.told) || w.noArticle : w.unreachable}
      {error instanceof Refused && error.told.errors && (
        <ul>
          {error.told.errors.map((one) => (
            <li key={one.pointer}>{one.detailBn ?? `${one.pointer} ${one.detail}`}</li>
          ))}
        </ul>
      )}{' '}
      {again && (
        <button type="button" onClick={again}>
          {w.tryAgain}
        </button>
      )}
    </div>
  );
}
