import { useEffect, useState } from 'preact/hooks';
import type { MemberState } from '../../../../shared/audience/mailing.ts';
import type { MailingRecord, MailingSummary } from '../../../../shared/audience/mailing-record.ts';
import { newsroom, type Section } from '../../../../shared/newsroom.ts';
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

/** Mail to readers: how many each topic reached last, what is under way, what became of whom, and stopping it. */
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
      <Topics mailings={[...(open.items ?? []), ...(over.items ?? [])]} />
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

/** The last mailing of each topic: a section's, or what is breaking. */
function lastByTopic(mailings: readonly MailingSummary[]): [Section | 'breaking', MailingSummary][] {
  const last = new Map<Section | 'breaking', MailingSummary>();
  for (const mailing of mailings.filter(({ kind }) => kind !== 'correction')) {
    const topic = mailing.kind === 'breaking' ? 'breaking' : mailing.section;
    if ((last.get(topic)?.at ?? '') < mailing.at) last.set(topic, mailing);
  }
  return [...last];
}

function Topics({ mailings }: { mailings: readonly MailingSummary[] }) {
  const w = readerWords.value;
  const topics = lastByTopic(mailings);
  return (
    <section aria-labelledby="topics">
      <h2 id="topics">{w.topics}</h2>
      <p class="soft">{topics.length === 0 ? w.topicsNone : w.topicsMean}</p>
      <dl class="topics">
        {topics.map(([topic, mailing]) => (
          <Topic key={topic} topic={topic} mailing={mailing} />
        ))}
      </dl>
    </section>
  );
}

function Topic({ topic, mailing: { id } }: { topic: Section | 'breaking'; mailing: MailingSummary }) {
  const w = readerWords.value;
  const { value } = useResource<MailingRecord>(`/api/mailings/${encodeURIComponent(id)}`);
  return (
    <div>
      <dt>{topic === 'breaking' ? w.kind.breaking : newsroom.sections[topic]}</dt>
      <dd>{value.value ? w.people(value.value.readers) : '…'}</dd>
    </div>
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
    try {
      setFailure(undefined);
      await request('POST', `${path}/resend`, { body: {} });
      onChange();
    } catch (error) {
      setFailure(error as Error);
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
          <button type="button" onClick={() => void resend()}>
            {w.resend(unproven)}
          </button>
        ) : (
          <OnlyFor roles={['publisher']} what={w.resending} />
        ))}
      {failure && <Failure error={failure} />}
    </>
  );
}

function Acts({
  mailing: { id, state, articleId },
  onChange,
}: {
  mailing: MailingSummary;
  onChange: () => void;
}) {
  const w = readerWords.value;
  const [isOpen, setOpen] = useState(false);
  const step = state === 'sending' ? 'pause' : state === 'paused' ? 'resume' : undefined;
  if (!step || !may('editor', 'publisher')) return null;
  return (
    <>
      <button type="button" aria-label={`${w[step]}: ${headlineOf(articleId)}`} onClick={() => setOpen(true)}>
        {w[step]}
      </button>
      {isOpen && (
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
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
