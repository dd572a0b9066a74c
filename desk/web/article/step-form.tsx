import { useState } from 'preact/hooks';
import { owesAlert } from '../../../shared/articles/alerting.ts';
import type { Article } from '../../../shared/articles/article.ts';
import type { Warning } from '../../../shared/articles/lint/warning.ts';
import { Refused } from '../api/request.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { Lazy } from '../parts/lazy.tsx';
import { bilingual } from '../words/bilingual.ts';
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

/** What a step does that cannot be taken back in silence. */
const consequences = bilingual<Partial<Record<Offer['name'], string>> & { dropsChange: string }>(
  {
    dropsChange: 'খোলা সংশোধন বা হালনাগাদটি বাদ যাবে। পাঠক এখন যা পড়ছেন, তা-ই থাকবে।',
    spike: 'লেখাটি কাজের তালিকা থেকে সরবে। পরে ফিরিয়ে আনা যায়।',
    unpublish: 'পাঠক লেখাটি আর পাবেন না। পরে আবার প্রকাশ করা যায়।',
    retract: 'পাতাটি থাকবে, কিন্তু লেখার জায়গায় থাকবে প্রত্যাহারের কারণ।',
    kill: 'লেখা ও শিরোনাম সব জায়গা থেকে মুছে যাবে: সাইট, তালিকা, খোঁজ, ডেস্ক। ফেরানো যায় না।',
  },
  {
    dropsChange: 'The open correction or update is dropped. Readers keep what they have now.',
    spike: 'It leaves the lists of what is in work. It can be taken back.',
    unpublish: 'Readers have it no more. It can be published again.',
    retract: 'The page stays, with the reason in place of its text.',
    kill: 'Text and headline leave every place: the site, lists, search, the desk. It cannot be taken back.',
  },
);

/** Asks what a step needs to know, and takes it. */
export function StepForm({ article, offer, lint, take, onClose }: Props) {
  const w = words.value;
  const [failure, setFailure] = useState<Error | undefined>();
  const [isSending, setSending] = useState(false);
  const isChange = article.correction !== undefined || article.update !== undefined;
  const said = consequences.value[offer.name === 'spike' && isChange ? 'dropsChange' : offer.name];
  const isStale = failure instanceof Refused && failure.status === 412;
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
      {said && <p>{said}</p>}
      {offer.name === 'approve' && owesAlert(article, new Date().toISOString()) && (
        <p>
          {w.alert}: <strong>{w.alertLevel[article.alert]}</strong>
        </p>
      )}
      {offer.name === 'approve' && lint.length > 0 && (
        <p class="soft">
          {w.lint}: {w.count(lint.length)}
        </p>
      )}
      {offer.name === 'approve' && owesAlert(article, new Date().toISOString()) && (
        <Lazy load={estimate} rest={article.id} />
      )}
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
        <div class="foot">
          {isStale ? (
            <p class="notice warns" role="alert">
              {w.staleStep}
            </p>
          ) : (
            failure && <Failure error={failure} />
          )}
          <div class="acts">
            <button type="submit" class="main" disabled={isSending}>
              {isSending ? w.saving : w.step[offer.name]}
            </button>
            <button type="button" onClick={onClose}>
              {w.cancel}
            </button>
          </div>
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
