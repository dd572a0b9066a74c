import { useEffect, useState } from 'preact/hooks';
import type { MemberState } from '../../../../shared/audience/mailing.ts';
import type { MailingRecord, MailingSummary } from '../../../../shared/audience/mailing-record.ts';
import type { ReaderCounts } from '../../../../shared/audience/reader-counts.ts';
import { newsroom } from '../../../../shared/newsroom.ts';
import { request } from '../../api/request.ts';
import { Batches } from '../../parts/batches.tsx';
import { Failure } from '../../parts/failure.tsx';
import { headlineOf } from '../../parts/headlines.ts';
import { nameOf } from '../../parts/people.ts';
import { RecordForm } from '../../parts/record-form.tsx';
import { may, OnlyFor } from '../../parts/roles.tsx';
import { useBatches } from '../../parts/use-batches.ts';
import { useResource } from '../../parts/use-resource.ts';
import { momentOf, numberOf, words } from '../../words/words.ts';
import { readerWords } from './words.ts';

/** Mail to readers: how many each topic has, what is under way, what became of whom, and stopping it. */
export function ReadersScreen() {
  const w = readerWords.value;
  const open = useBatches<MailingSummary>('/api/mailings?state=open', 'mailings');
  const over = useBatches<MailingSummary>('/api/mailings?state=over', 'mailings');
  const refresh = () => {
    void open.refresh();
    void over.refresh();
  };
  return (
    <>
      <h1>{words.value.place.readers}</h1>
      <OnlyFor roles={['editor', 'publisher']} what={w.pausing} />
      {may('editor', 'publisher') && <Topics />}
      <section aria-labelledby="under-way">
        <h2 id="under-way">{w.underWay}</h2>
        <Batches of={open}>
          <Mailings mailings={open.items ?? []} onChange={refresh} />
        </Batches>
      </section>
      <section aria-labelledby="over">
        <h2 id="over">{w.over}</h2>
        <Batches of={over}>
          <Mailings mailings={over.items ?? []} onChange={refresh} />
        </Batches>
      </section>
    </>
  );
}

/** How many readers want mail of each topic, for those who may know. */
function Topics() {
  const w = readerWords.value;
  const found = useResource<ReaderCounts>('/api/readers/counts');
  const counts = found.value.value;
  const topics = counts?.topics.filter(({ readers }) => readers > 0) ?? [];
  return (
    <section aria-labelledby="topics">
      <h2 id="topics">{w.topics}</h2>
      {found.failure.value && <Failure error={found.failure.value} again={() => void found.refresh()} />}
      {counts && <p class="soft">{topics.length === 0 ? w.topicsNone : w.topicsMean(momentOf(counts.at))}</p>}
      <dl class="topics">
        {topics.map(({ topic, readers }) => (
          <div key={topic}>
            <dt>{topic === 'breaking' ? w.kind.breaking : newsroom.sections[topic]}</dt>
            <dd>{w.people(readers)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type MailingsProps = { mailings: readonly MailingSummary[]; onChange: () => void };

function Mailings({ mailings, onChange }: MailingsProps) {
  const w = readerWords.value;
  return (
    <ul class="rows">
      {mailings.map((mailing) => {
        const { id, articleId, kind, section, state, at, pause } = mailing;
        return (
          <li key={id} class="row">
            <a href={`/desk/articles/${articleId}`}>{headlineOf(articleId)}</a>
            <p class="soft">
              {[w.state[state], w.kind[kind], newsroom.sections[section], momentOf(at)].join(' · ')}
            </p>
            {pause && (
              <p class="notice warns">
                {[
                  w.pauseReason[pause.reason],
                  ...(pause.detail ? [pause.detail] : []),
                  pause.goesOnAt ? w.goesOn(momentOf(pause.goesOnAt)) : w.waits,
                ].join(' · ')}
              </p>
            )}
            <Balance mailing={mailing} onChange={onChange} />
          </li>
        );
      })}
    </ul>
  );
}

/** What became of the readers of a mailing, told when somebody asks. */
function Balance({ mailing, onChange }: { mailing: MailingSummary; onChange: () => void }) {
  const w = readerWords.value;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Acts mailing={mailing} onChange={onChange} />
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          {w.details}
          <span class="unseen">: {headlineOf(mailing.articleId)}</span>
        </summary>
        {isOpen && <Counts id={mailing.id} at={mailing.state} onChange={onChange} />}
      </details>
    </>
  );
}

function Counts({ id, at, onChange }: { id: string; at: MailingSummary['state']; onChange: () => void }) {
  const w = readerWords.value;
  const path = `/api/mailings/${encodeURIComponent(id)}`;
  const found = useResource<MailingRecord>(path);
  const [failure, setFailure] = useState<Error>();
  const [isSending, setSending] = useState(false);
  useEffect(() => void found.refresh(), [found, at]);
  const record = found.value.value;
  if (!record)
    return found.failure.value ? (
      <Failure error={found.failure.value} again={() => void found.refresh()} />
    ) : (
      <p>{words.value.loading}</p>
    );
  const { counts, readers, unproven, shards, cancelled, deeds } = record;
  const resend = async () => {
    if (!confirm(w.resendSure)) return;
    setSending(true);
    try {
      setFailure(undefined);
      await request('POST', `${path}/resend`, { body: {} });
      onChange();
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <table>
        <tbody>
          {(Object.keys(w.counts) as MemberState[])
            .filter((state) => counts[state])
            .map((state) => (
              <tr key={state}>
                <th scope="row">{w.counts[state]}</th>
                <td>{numberOf(counts[state] ?? 0)}</td>
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{w.readers}</th>
            <td>{numberOf(readers)}</td>
          </tr>
        </tfoot>
      </table>
      <p class="soft">{w.parts(shards.done, shards.of)}</p>
      {cancelled !== undefined && cancelled !== 'by hand' && <p class="soft">{w.cancelledAs}</p>}
      {deeds.map(({ what, by, at: when, note }) => (
        <p key={when} class="soft">
          {[`${nameOf(by)} ${w.deed[what]}`, momentOf(when), ...(note ? [note] : [])].join(' · ')}
        </p>
      ))}
      {unproven > 0 &&
        (may('publisher') ? (
          <button type="button" disabled={isSending} onClick={() => void resend()}>
            {w.resend(unproven)}
          </button>
        ) : (
          <OnlyFor roles={['publisher']} what={w.resending} />
        ))}
      {failure && <Failure error={failure} />}
    </>
  );
}

type Step = 'pause' | 'resume' | 'cancel';
const stepsFrom: Partial<Record<MailingSummary['state'], readonly Step[]>> = {
  sending: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
};

function Acts({
  mailing: { id, state, articleId },
  onChange,
}: {
  mailing: MailingSummary;
  onChange: () => void;
}) {
  const w = readerWords.value;
  const [step, setStep] = useState<Step>();
  const steps = stepsFrom[state] ?? [];
  if (steps.length === 0 || !may('editor', 'publisher')) return null;
  return (
    <>
      <div class="acts">
        {steps.map((one) => (
          <button
            key={one}
            type="button"
            class={one === 'cancel' ? 'quiet' : undefined}
            aria-label={`${w[one]}: ${headlineOf(articleId)}`}
            onClick={() => setStep(one)}
          >
            {w[one]}
          </button>
        ))}
      </div>
      {step && (
        <RecordForm
          title={w[step]}
          saveLabel={w[step]}
          record={{ values: { note: '' } }}
          fields={[{ name: 'note', label: w.note, kind: 'line', most: 1000 }]}
          save={async ({ note = '' }) => {
            const body = note.trim() === '' ? {} : { note: note.trim() };
            await request('POST', `/api/mailings/${encodeURIComponent(id)}/${step}`, { body });
            onChange();
          }}
          onClose={() => setStep(undefined)}
        />
      )}
    </>
  );
}
