import { Refused, type Told, type Unreachable } from '../api/request.ts';
import type { Words } from '../words/catalogue.ts';
import { language, told, words } from '../words/words.ts';

/** What is wrong with a field, by the name that the desk has for it. */
function whatIsWrong({ pointer, detail, detailBn }: NonNullable<Told['errors']>[number], w: Words): string {
  const name = pointer.split('/')[1] ?? '';
  const called = Object.hasOwn(w, name) ? w[name as keyof Words] : undefined;
  const text = (language.value === 'bn' ? detailBn : undefined) ?? detail;
  return typeof called === 'string' ? `${called}: ${text}` : detailBn ? text : `${pointer} ${text}`;
}

/** Why something could not be shown or done, and the way to try it again. */
export function Failure({ error, again }: { error: Error; again?: () => void }) {
  const w = words.value;
  const { told: problem } = error as Refused | Unreachable;
  return (
    <div class="notice warns" role="alert">
      {problem ? told(problem) || w.noArticle : w.unreachable}
      {error instanceof Refused && error.told.errors && (
        <ul>
          {error.told.errors.map((one) => (
            <li key={one.pointer}>{whatIsWrong(one, w)}</li>
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
