import { useState } from 'preact/hooks';
import { owesAlert } from '../../../shared/articles/alerting.ts';
import type { Article } from '../../../shared/articles/article.ts';
import type { Warning } from '../../../shared/articles/lint/warning.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { Lazy } from '../parts/lazy.tsx';
import { words } from '../words/words.ts';
import { instantOf, localOf } from './local-time.ts';
import type { Offer } from './offered-steps.ts';

type Props = {
  article: Article;
  offer: Offer;
  lint: readonly Warning[];
  take: (body: object) => Promise<void>;
  onClose: () => void;
};

const estimate = async () => (await import('./alert-estimate.tsx')).AlertEstimate;

/** Asks what a step needs to know, and takes it. */
export function StepForm({ article, offer, lint, take, onClose }: Props) {
  const w = words.value;
  const [failure, setFailure] = useState<Error | undefined>();
  const [isSending, setSending] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setSending(true);
    setFailure(undefined);
    try {
      await take(bodyOf(offer, new FormData(event.currentTarget as HTMLFormElement)));
      onClose();
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setSending(false);
    }
  };
  return (
    <Dialog title={w.step[offer.name]} onClose={onClose}>
      <p>{article.headline ?? w.untitled}</p>
      {offer.name === 'approve' && lint.length > 0 && (
        <p class="soft">
          {w.lint}: {w.count(lint.length)}
        </p>
      )}
      {offer.name === 'approve' && owesAlert(article) && <Lazy load={estimate} rest={article.id} />}
      <form onSubmit={(event) => void submit(event)}>
        {offer.fields.map(({ name, called, kind, isNeeded }) => {
          const wanted = name === 'publishAt' || name === 'expireAt' ? article[name] : undefined;
          return kind === 'choice' ? (
            <label key={name} class="choice">
              <input type="checkbox" name={name} /> {w[called]}
            </label>
          ) : (
            <label key={name} class="field" for={`step-${name}`}>
              <span>{w[called]}</span>
              {kind === 'instant' ? (
                <input
                  id={`step-${name}`}
                  type="datetime-local"
                  name={name}
                  defaultValue={wanted && localOf(wanted)}
                />
              ) : (
                <textarea id={`step-${name}`} name={name} rows={3} required={isNeeded} lang="bn" />
              )}
            </label>
          );
        })}
        {failure && <Failure error={failure} />}
        <div class="acts">
          <button type="submit" class="main" disabled={isSending}>
            {isSending ? w.saving : w.step[offer.name]}
          </button>
          <button type="button" onClick={onClose}>
            {w.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function bodyOf({ fields }: Offer, form: FormData): object {
  return Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, unknown][] => {
      const value = String(form.get(name) ?? '').trim();
      if (kind === 'choice') return name === 'sendAlert' || value !== '' ? [[name, value !== '']] : [];
      if (kind === 'instant') return [[name, value === '' ? null : instantOf(value)]];
      return value === '' ? [] : [[name, value]];
    }),
  );
}
