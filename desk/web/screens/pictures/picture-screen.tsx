import { useState } from 'preact/hooks';
import type { Focal } from '../../../../shared/media/picture.ts';
import { get, Refused, request } from '../../api/request.ts';
import type { Seen } from '../../media/upload.ts';
import { Facts } from '../../parts/facts.tsx';
import { Failure } from '../../parts/failure.tsx';
import { headlineOf } from '../../parts/headlines.ts';
import { nameOf } from '../../parts/people.ts';
import { RecordForm } from '../../parts/record-form.tsx';
import { may, OnlyFor } from '../../parts/roles.tsx';
import { useResource } from '../../parts/use-resource.ts';
import { who } from '../../sign-in/session.ts';
import { momentOf, words } from '../../words/words.ts';
import { DescribeForm } from './describe-form.tsx';
import { pictureWords } from './words.ts';

/** One picture: what it shows, whose it is, where to look, where it is used, and taking it away. */
export function PictureScreen({ id }: { id: string }) {
  const w = pictureWords.value;
  const found = useResource<Seen>(`/api/media/${encodeURIComponent(id)}`);
  const [open, setOpen] = useState<'describe' | 'withdraw'>();
  const [said, setSaid] = useState('');
  const picture = found.value.value;
  if (!picture)
    return found.failure.value ? (
      <Failure error={found.failure.value} again={() => void found.refresh()} />
    ) : (
      <p>{words.value.loading}</p>
    );
  const {
    state,
    by,
    description = {},
    suggested,
    withdrawal,
    users,
    width,
    height,
    taken,
    preview,
  } = picture;
  const isOpen = ['waiting', 'ready', 'expired'].includes(state);
  const mayDescribe = isOpen && (may('editor', 'publisher') || by === who.value?.by);
  const told: [string, string | undefined][] = [
    [w.alt, description.decorative ? w.decorative : description.alt],
    [w.credit, description.credit],
    [w.caption, description.caption],
    [w.source, description.source],
    [w.licence, description.licence],
    [w.rightsUntil, description.rights?.until && momentOf(description.rights.until)],
    [w.rightsNote, description.rights?.note],
  ];
  return (
    <>
      <p>
        <a href="/desk/pictures">{w.back}</a>
      </p>
      <h1>{description.alt ?? description.caption ?? suggested?.caption ?? w.undescribed}</h1>
      <p class="soft">
        {[
          w.state[state],
          ...(picture.publishedAt && state === 'ready' ? [w.shownToReaders] : []),
          w.by(nameOf(by)),
          momentOf(picture.requestedAt),
          ...(width && height ? [w.size(width, height)] : []),
          ...(taken ? [w.taken(taken)] : []),
        ].join(' · ')}
      </p>
      {withdrawal && <p class="notice">{w.withdrawn(nameOf(withdrawal.by), withdrawal.reason)}</p>}
      {state === 'refused' && <p class="notice warns">{picture.reasonBn ?? picture.reason}</p>}
      {picture.sameAs && (
        <p class="notice">
          <a href={`/desk/pictures/${picture.sameAs}`}>{w.sameAs}</a>
        </p>
      )}
      <div class="sides">
        <section aria-label={w.focal}>
          {preview ? (
            <FocalPoint
              key={picture.version}
              picture={picture}
              isFixed={!mayDescribe || state !== 'ready'}
              onSaved={(isDone) => {
                setSaid(isDone ? w.focalSaved : '');
                void found.refresh();
              }}
            />
          ) : (
            <p class="soft">{w.noPicture}</p>
          )}
          <p role="status" class="soft">
            {said}
          </p>
        </section>
        <section aria-label={w.describe}>
          <Facts of={told} />
          {mayDescribe && (
            <button type="button" class="main" onClick={() => setOpen('describe')}>
              {w.describe}
            </button>
          )}
          {isOpen && !mayDescribe && <OnlyFor roles={['editor', 'publisher']} what={w.describing} />}
          <h2>{w.uses}</h2>
          {users.articles.length + users.lineItems.length === 0 && <p class="soft">{w.usedNowhere}</p>}
          <ul class="rows">
            {users.articles.map((article) => (
              <li key={article} class="row">
                <a href={`/desk/articles/${article}`}>{headlineOf(article)}</a>
              </li>
            ))}
            {users.lineItems.map((item) => (
              <li key={item} class="row">
                {w.adUse(item)}
              </li>
            ))}
          </ul>
          {isOpen &&
            (may('publisher') ? (
              <p class="grave">
                <button type="button" onClick={() => setOpen('withdraw')}>
                  {w.withdraw}
                </button>
              </p>
            ) : (
              <OnlyFor roles={['publisher']} what={w.withdrawing} />
            ))}
        </section>
      </div>
      {open === 'describe' && (
        <DescribeForm
          picture={picture}
          onClose={() => setOpen(undefined)}
          onSaved={() => void found.refresh()}
        />
      )}
      {open === 'withdraw' && (
        <RecordForm
          title={w.withdraw}
          saveLabel={w.withdraw}
          record={{ values: { reason: '' }, version: picture.version }}
          reread={async () => ({
            values: { reason: '' },
            version: (await get<Seen>(`/api/media/${id}`)).version,
          })}
          fields={[{ name: 'reason', label: w.reason, kind: 'text', isNeeded: true, most: 1000 }]}
          save={async ({ reason = '' }, saving) => {
            await request('POST', `/api/media/${id}/withdraw`, {
              body: { reason: reason.trim() },
              ...saving,
            });
            await found.refresh();
          }}
          onClose={() => setOpen(undefined)}
        >
          <p class="notice warns">{w.consequence(users.articles.length)}</p>
        </RecordForm>
      )}
    </>
  );
}

type FocalProps = { picture: Seen; isFixed: boolean; onSaved: (isDone: boolean) => void };

/** The picture, and the point that every crop of it keeps: by a click, or by numbers. */
function FocalPoint({ picture, isFixed, onSaved }: FocalProps) {
  const w = pictureWords.value;
  const { id, version, description = {}, preview } = picture;
  const before = description.focal ?? { x: 0.5, y: 0.5 };
  const [focal, setFocal] = useState<Focal>(before);
  const [failure, setFailure] = useState<Error>();
  const [isSending, setSending] = useState(false);
  const isMoved = focal.x !== before.x || focal.y !== before.y;
  const save = async () => {
    setSending(true);
    try {
      setFailure(undefined);
      const body = { ...description, focal };
      await request('PUT', `/api/media/${id}`, { body, ifMatch: `"${version}"`, key: crypto.randomUUID() });
      onSaved(true);
    } catch (error) {
      setFailure(error as Error);
      if (error instanceof Refused && error.status === 412) onSaved(false);
    } finally {
      setSending(false);
    }
  };
  const percent = (part: number) => Math.round(part * 100);
  const set = (name: keyof Focal, text: string) => {
    const number = Math.min(100, Math.max(0, Number(text)));
    if (text !== '' && Number.isFinite(number)) setFocal({ ...focal, [name]: number / 100 });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the numbers below do the same */}
      <div
        class="focal"
        onClick={(event) => {
          if (isFixed) return;
          const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
          const part = (from: number, of: number) => Math.round((from / of) * 100) / 100;
          setFocal({ x: part(event.clientX - left, width), y: part(event.clientY - top, height) });
        }}
      >
        <img src={preview?.url} alt={description.alt ?? ''} />
        <span class="point" style={{ left: `${focal.x * 100}%`, top: `${focal.y * 100}%` }} />
      </div>
      {!isFixed && (
        <>
          <p class="soft">{w.focalHint}</p>
          <div class="acts">
            <label>
              {w.fromLeft}{' '}
              <input
                type="number"
                min={0}
                max={100}
                value={percent(focal.x)}
                onInput={({ currentTarget }) => set('x', currentTarget.value)}
              />
            </label>
            <label>
              {w.fromTop}{' '}
              <input
                type="number"
                min={0}
                max={100}
                value={percent(focal.y)}
                onInput={({ currentTarget }) => set('y', currentTarget.value)}
              />
            </label>
            <button type="button" disabled={!isMoved || isSending} onClick={() => void save()}>
              {w.saveFocal}
            </button>
          </div>
        </>
      )}
      {failure && <Failure error={failure} />}
    </>
  );
}
