import { useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Warning } from '../../../shared/articles/lint/warning.ts';
import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { newsroom } from '../../../shared/newsroom.ts';
import { pulse } from '../api/activity.ts';
import { means } from '../api/means.ts';
import { readOnly } from '../api/read-only.ts';
import { Refused } from '../api/request.ts';
import { resource } from '../api/resource.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { nameOf } from '../parts/people.ts';
import { showFiled } from '../router.ts';
import { signedIn, who } from '../sign-in/session.ts';
import { bilingual } from '../words/bilingual.ts';
import { momentOf, timeOf, words } from '../words/words.ts';
import { Comments, Lint, Preview } from './beside.tsx';
import { ConflictForm } from './conflict-form.tsx';
import { copyText } from './copy-text.ts';
import { FieldsForm } from './fields-form.tsx';
import { History } from './history.tsx';
import { type Offer, stepsFor, whyNot } from './offered-steps.ts';
import { oneTab } from './one-tab.ts';
import { type OpenArticle, openArticle, takesBack } from './open-article.ts';

/** What keeps somebody from saving or a step, and what is waited for. */
const waitWords = bilingual(
  {
    unsavedFirst: 'আগে পরিবর্তন সংরক্ষণ করুন।',
    mergedUnsaved: 'আরেকজন আগে সংরক্ষণ করেছেন, তাঁর লেখার সঙ্গে মিলেছে। আবার সংরক্ষণ করুন।',
    settleFirst: 'আগে ওপরে দুজনের লেখা মিলিয়ে নিন।',
    untilWritable: 'এই যন্ত্রে রাখা আছে; বদলানো আবার খুললেই পাঠানো হবে',
  },
  {
    unsavedFirst: 'Save your changes first.',
    mergedUnsaved: 'Somebody else saved first; both are merged. Save again.',
    settleFirst: 'First settle the two versions above.',
    untilWritable: 'Kept on this device; sent as soon as the newsroom is writable again',
  },
);

/** Milliseconds until one looks again whether what is being published is out, and whether somebody took the lease. */
const [lookAfter, lookForOthersAfter] = [2_000, 10_000];
/** Milliseconds after a composed word until the editor has read it. */
const readAfter = 60;

const openHere = (id: string) => {
  const mine = means();
  return openArticle(id, {
    ...mine,
    place: (article, keep, came) => oneTab(`khobor.writer.${mine.by}.${article}`, { keep, came }),
    filed: showFiled,
  });
};

/** One article: its fields, what can be done with it, and what there is to know about it. Another is another screen. */
export function ArticleScreen({ rest: id }: { rest: string }) {
  const w = words.value;
  const article = useMemo(() => openHere(id), []);
  useEffect(() => {
    void article.open();
    return article.close;
  }, [article]);
  useSignalEffect(() => {
    if (pulse.value > 0 && !article.isNew) void article.load();
  });
  useSignalEffect(() => {
    if (signedIn.value === 'in' && !readOnly.value) article.queue.wake();
  });
  useEffect(() => {
    const wake = () => {
      article.queue.wake();
      if (!article.isNew) void article.load();
    };
    addEventListener('online', wake);
    return () => removeEventListener('online', wake);
  }, [article]);
  useEffect(() => {
    const onHidden = () => {
      if (document.visibilityState === 'hidden') article.leave();
    };
    document.addEventListener('visibilitychange', onHidden);
    return () => document.removeEventListener('visibilitychange', onHidden);
  }, [article]);
  const isWriting = article.isDirty.value && !article.isNew;
  useEffect(() => {
    if (!isWriting) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void article.load();
    }, lookForOthersAfter);
    return () => clearInterval(timer);
  }, [isWriting, article]);
  const record = article.record.value;
  const isUnderWay = record?.state === 'released' && !record.renderFailed;
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => void article.load(), lookAfter);
    return () => clearInterval(timer);
  }, [isUnderWay, article]);

  if (article.failure.value && !record)
    return <Failure error={article.failure.value} again={() => void article.open()} />;
  if (!record && !article.isNew) return <p>{w.loading}</p>;
  return (
    <>
      <h1 class="headline">{record?.headline ?? (article.isNew ? w.newArticle : w.untitled)}</h1>
      {record && <Standing record={record} />}
      <Others article={article} />
      <ConflictForm article={article} />
      <Working article={article} record={record} />
    </>
  );
}

/** Where an article stands, and what somebody who opens it has to know first. */
function Standing({ record }: { record: ArticleRecord }) {
  const w = words.value;
  const { state, section, reporter, since, publishAt, path, returned } = record;
  return (
    <>
      <p class="soft standing">
        <strong class={`state ${state}`}>{w.state[state]}</strong>
        {[
          newsroom.sections[section],
          w.by(nameOf(reporter)),
          ...(since ? [momentOf(since)] : []),
          ...(publishAt ? [w.embargoed(momentOf(publishAt))] : []),
          ...(record.words === undefined
            ? []
            : [w.words(record.words), w.minutes(record.readingMinutes ?? 1)]),
        ].join(' · ')}
        {path && state === 'published' && (
          <>
            {' · '}
            <a href={path} target="_blank" rel="noreferrer">
              {w.readPage}
            </a>
          </>
        )}
      </p>
      {record.correction && <p class="notice">{w.correctionOpen}</p>}
      {record.update && <p class="notice">{w.updateOpen}</p>}
      {returned && (
        <p class="notice">
          {w.returnedBy(nameOf(returned.by))}: {returned.note}
        </p>
      )}
      {record.renderFailed && <p class="notice warns">{record.renderFailed.reason}</p>}
    </>
  );
}

/** Who else writes here: another person, or another tab of the same browser. */
function Others({ article }: { article: OpenArticle }) {
  const w = words.value;
  const lease = article.lease.value;
  const isOthers = lease !== undefined && lease.by !== who.value?.by;
  useEffect(() => {
    if (!lease) return undefined;
    const timer = setTimeout(() => {
      article.lease.value = undefined;
    }, Date.parse(lease.until) - Date.now());
    return () => clearTimeout(timer);
  }, [lease, article]);
  return (
    <>
      {isOthers && (
        <div class="notice" role="status">
          {w.beingEdited(nameOf(lease.by), timeOf(lease.since))}{' '}
          <button type="button" onClick={() => void article.takeLease()}>
            {w.takeLease}
          </button>
        </div>
      )}
      {!article.isHere.value && (
        <div class="notice" role="status">
          {w.inOtherTab}{' '}
          <button type="button" onClick={() => void article.takePlace()}>
            {w.writeHere}
          </button>
        </div>
      )}
    </>
  );
}

/** Text of one's own that cannot be saved here any more: it stays with its writer. */
function Stranded({ article }: { article: OpenArticle }) {
  const w = words.value;
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(article.fields.peek(), w);
    setCopied(true);
  };
  return (
    <div class="notice warns" role="status">
      <p>{w.stranded}</p>
      <div class="acts">
        <button type="button" class="main" onClick={() => void copy()}>
          {isCopied ? w.copied : w.copyMine}
        </button>
        <button
          type="button"
          onClick={() => {
            if (confirm(w.discardSure)) article.discard();
          }}
        >
          {w.discard}
        </button>
      </div>
    </div>
  );
}

function Working({ article, record }: { article: OpenArticle; record: ArticleRecord | undefined }) {
  const w = words.value;
  const person = who.value;
  const [failure, setFailure] = useState<Error | undefined>();
  const warnings = useLint(record);
  const working = useRef<HTMLDivElement>(null);
  const onSave = useRef(() => {});
  useEffect(() => {
    // Wherever the focus is: else the browser would save the page as a file.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.code !== 'KeyS') return;
      event.preventDefault();
      onSave.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  useEffect(() => watchComposing(working.current, article), [article]);
  if (!person) return null;
  const mayEdit = record ? whyNot('edit', record, person) === undefined : person.roles.includes('reporter');
  const isWriter = mayEdit && article.isHere.value;
  const isDirty = article.isDirty.value;
  const save = async (mayVoid = false) => {
    try {
      setFailure(undefined);
      await article.save(mayVoid);
    } catch (error) {
      setFailure(error as Error);
      focusFirst(error as Error);
    }
  };
  onSave.current = () => {
    if (isWriter) void save();
  };
  const hasCopy = !record || 'body' in record || isDirty;
  return (
    <div class="working" ref={working}>
      {record && <Steps article={article} record={record} lint={warnings} mayEdit={mayEdit} />}
      <div class="text">
        {hasCopy && (
          <>
            {!mayEdit && <p class="soft">{w.readOnly}</p>}
            {!mayEdit && isDirty && <Stranded article={article} />}
            {mayEdit && article.wasRestored.value && isDirty && <p class="notice">{w.restored}</p>}
            <FieldsForm article={article} isReadOnly={!isWriter} />
          </>
        )}
        {isWriter && <SaveBar {...{ article, record, failure }} save={() => void save()} />}
        {article.asksToVoid.value && <MayVoid {...{ article, record }} save={() => void save(true)} />}
      </div>
      {record && <Aside article={article} record={record} lint={warnings} />}
    </div>
  );
}

/** Goes to the first of the fields that a save was refused for. */
function focusFirst(error: Error) {
  if (!(error instanceof Refused)) return;
  const [name] = (error.told.errors ?? []).map(({ pointer }) => pointer.split('/')[1] ?? '');
  document.getElementById(`field-${name}`)?.focus();
}

/** Asks before a save takes an approval or a submission back. */
function MayVoid({ article, record, save }: Saving) {
  const w = words.value;
  const close = () => {
    article.asksToVoid.value = false;
  };
  return (
    <Dialog title={w.save} onClose={close}>
      <p>{record?.state === 'approved' ? w.editVoids : w.editWithdraws}</p>
      <div class="acts">
        <button type="button" class="main" onClick={save}>
          {record?.state === 'approved' ? w.voidAndSave : w.withdrawAndSave}
        </button>
        <button type="button" onClick={close}>
          {w.cancel}
        </button>
      </div>
    </Dialog>
  );
}

/** Tells an article while a word is composed anywhere in an element. */
function watchComposing(element: HTMLElement | null, article: OpenArticle) {
  let read: ReturnType<typeof setTimeout> | undefined;
  const onStart = () => {
    clearTimeout(read);
    article.isComposing.value = true;
  };
  const onEnd = () => {
    read = setTimeout(() => {
      article.isComposing.value = false;
    }, readAfter);
  };
  element?.addEventListener('compositionstart', onStart);
  element?.addEventListener('compositionend', onEnd);
  return () => {
    element?.removeEventListener('compositionstart', onStart);
    element?.removeEventListener('compositionend', onEnd);
  };
}

type Saving = { article: OpenArticle; record: ArticleRecord | undefined; save: () => void };

function SaveBar({ article, record, failure, save }: Saving & { failure: Error | undefined }) {
  const w = words.value;
  // What somebody else saved is met above; only that it has to be saved again is to be said.
  const isStale = failure instanceof Refused && failure.status === 412;
  const state = article.queue.state.value;
  const isDirty = article.isDirty.value;
  const said =
    state === 'sending' ? w.saving : state === 'kept' ? keptFor() : isDirty ? w.unsaved : w.unchanged;
  const warning = record?.state === 'approved' ? w.editVoids : w.editWithdraws;
  const warned = article.conflict.value
    ? waitWords.value.settleFirst
    : isDirty && record && takesBack(record)
      ? warning
      : said;
  const discard = () => {
    if (confirm(w.discardSure)) article.discard();
  };
  return (
    <div class={`save ${state}`}>
      {failure && isDirty && !isStale && <Failure error={failure} />}
      <button
        type="button"
        class="main"
        disabled={
          !isDirty || state === 'sending' || state === 'stale' || article.conflict.value !== undefined
        }
        onClick={save}
      >
        {w.save}
      </button>
      {isDirty && (
        <button type="button" class="quiet" onClick={discard}>
          {w.discard}
        </button>
      )}
      {state === 'kept' && (
        <button type="button" onClick={article.queue.wake}>
          {w.tryAgain}
        </button>
      )}
      <span role="status">
        {isStale && isDirty && !article.conflict.value && state === 'idle'
          ? waitWords.value.mergedUnsaved
          : warned}
      </span>
    </div>
  );
}

/** The warnings of a lint of the copy that is saved. */
function useLint(record: ArticleRecord | undefined): readonly Warning[] {
  const found = record && resource<{ lint: Warning[] }>(`/api/articles/${record.id}/lint`);
  // Of one whose copy is withheld, there is none to look at.
  const copyVersion = record && 'body' in record ? record.copyVersion : undefined;
  useEffect(() => {
    if (copyVersion !== undefined) void found?.refresh();
  }, [found, copyVersion]);
  return found?.value.value?.lint ?? [];
}

function Aside({ article, record, lint }: StepsProps) {
  const { version, copyVersion } = record;
  return (
    <aside>
      <Lint warnings={lint} />
      <Comments article={article} version={version} />
      <History article={article} version={version} />
      {['draft', 'submitted', 'approved'].includes(record.state) && (
        <Preview article={article} version={copyVersion} />
      )}
    </aside>
  );
}

/** Why no step can be taken now; nothing while something is on its way, which is soon over. */
function whyHeld({ conflict, queue }: OpenArticle, isDirty: boolean): string | undefined {
  const w = words.value;
  if (conflict.value) return waitWords.value.settleFirst;
  if (queue.state.value === 'kept') return keptFor();
  if (queue.state.value === 'stale') return w.stale;
  return isDirty ? waitWords.value.unsavedFirst : undefined;
}

/** What the write that waits on this device waits for. */
const keptFor = () => (readOnly.value ? waitWords.value.untilWritable : words.value.kept);

type StepsProps = { article: OpenArticle; record: ArticleRecord; lint: readonly Warning[] };

function Steps({ article, record, lint, mayEdit }: StepsProps & { mayEdit: boolean }) {
  const w = words.value;
  const person = who.value;
  const [open, setOpen] = useState<{ offer: Offer; seen: number } | undefined>();
  const [done, setDone] = useState({ said: '', version: 0 });
  const [form, setForm] = useState<typeof import('./step-form.tsx')>();
  const [failure, setFailure] = useState<Error | undefined>();
  // With the article: a step may be asked for when the network has gone.
  useEffect(() => {
    import('./step-form.tsx').then(setForm, () => undefined);
  }, []);
  if (!person) return null;
  // Of what cannot be saved here, a step may be the way: a correction takes it up.
  const isDirty = article.isDirty.value && mayEdit;
  const isHeld = article.queue.state.value !== 'idle' || article.conflict.value !== undefined;
  const held = isDirty || isHeld ? whyHeld(article, isDirty) : undefined;
  const take = async ({ offer, seen }: { offer: Offer; seen: number }, body: object) => {
    await article.take(offer.name, body, seen);
    setDone({ said: w.stepDone(w.step[offer.name]), version: article.record.peek()?.version ?? 0 });
  };
  const ask = (offer: Offer) => {
    setOpen({ offer, seen: record.copyVersion });
    if (form) return;
    setFailure(undefined);
    import('./step-form.tsx').then(setForm, (error) => {
      setOpen(undefined);
      setFailure(error as Error);
    });
  };
  return (
    <section aria-label={w.steps} class="steps">
      <h2>{w.steps}</h2>
      {held && (
        <p class="soft" id="held">
          {held}
        </p>
      )}
      <ul>
        {stepsFor(record, person).map((offer) => (
          <li key={offer.name} class={offer.isGrave ? 'grave' : undefined}>
            <button
              type="button"
              disabled={offer.whyNot !== undefined || isDirty || isHeld}
              aria-describedby={offer.whyNot ? `why-not-${offer.name}` : held && 'held'}
              onClick={() => ask(offer)}
            >
              {w.step[offer.name]}
            </button>
            {offer.whyNot && (
              <span class="soft" id={`why-not-${offer.name}`}>
                {w.whyNot[offer.whyNot]}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p role="status" class="soft">
        {/* Of an older version it says nothing any more. */}
        {done.version === record.version && done.said}
      </p>
      {failure && <Failure error={failure} />}
      {open && form && (
        <form.StepForm
          article={record}
          offer={open.offer}
          lint={lint}
          take={(body) => take(open, body)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}
