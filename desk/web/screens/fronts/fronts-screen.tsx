import { useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Live } from '../../../../shared/articles/live.ts';
import type { ArticleRecord } from '../../../../shared/articles/record.ts';
import type { FrontName, Pin } from '../../../../shared/fronts/pins.ts';
import { newsroom, type Section, sections, type Weight } from '../../../../shared/newsroom.ts';
import { pulse } from '../../api/activity.ts';
import { request } from '../../api/request.ts';
import { instantOf, localOf } from '../../article/local-time.ts';
import { Batches } from '../../parts/batches.tsx';
import { Failure } from '../../parts/failure.tsx';
import { headlineOf, learnFrom } from '../../parts/headlines.ts';
import { may, OnlyFor } from '../../parts/roles.tsx';
import { type Batches as Read, useBatches } from '../../parts/use-batches.ts';
import { go, guardLeaving } from '../../router.ts';
import { momentOf, words } from '../../words/words.ts';
import { type Arrangement, moved, openArrangement } from './arrangement.ts';
import { Strip } from './strip.tsx';
import { frontWords } from './words.ts';

/** The most pins of a front. */
const most = 20;

/** What stands at the top of each front: what readers have on the left, what is pinned on the right, the strip above. */
export function FrontsScreen({ rest }: { rest: string }) {
  const w = frontWords.value;
  const front: FrontName = sections.find((section) => section === rest) ?? 'home';
  const isEditor = may('editor');
  const [section, setSection] = useState<Section>(front === 'home' ? sections[0] : front);
  useEffect(() => {
    if (front !== 'home') setSection(front);
  }, [front]);
  const published = useBatches<Live>(`/api/lists/${section}/published`);
  useEffect(() => learnFrom(published.items ?? []), [published.items]);
  const arrangement = useMemo(() => openArrangement(front), [front]);
  useSignalEffect(() => {
    if (pulse.value >= 0) void arrangement.refresh();
  });
  useEffect(() => void arrangement.refresh(), [arrangement]);
  useEffect(
    () => guardLeaving(() => arrangement.mine.peek() === undefined || confirm(words.peek().discardSure)),
    [arrangement],
  );
  const [said, setSaid] = useState('');
  return (
    <>
      <div class="head">
        <h1>{words.value.place.fronts}</h1>
        <div class="acts">
          <label>
            <span class="soft">{w.front} </span>
            <select
              value={front}
              onChange={({ currentTarget }) => {
                const to = currentTarget.value === 'home' ? '' : `/${currentTarget.value}`;
                currentTarget.value = front;
                go(`/desk/fronts${to}`);
              }}
            >
              <option value="home">{w.home}</option>
              {sections.map((one) => (
                <option key={one} value={one}>
                  {newsroom.sections[one]}
                </option>
              ))}
            </select>
          </label>
          <a href={front === 'home' ? '/' : `/${front}`} target="_blank" rel="noreferrer">
            {w.seePage}
          </a>
        </div>
      </div>
      <OnlyFor roles={['editor']} what={w.arrange} />
      <Strip articles={published.items ?? []} />
      <p role="status" class="soft">
        {said}
      </p>
      <div class="sides">
        <section aria-labelledby="published">
          <div class="head">
            <h2 id="published">{w.published}</h2>
            <select
              aria-label={words.value.section}
              value={section}
              onChange={({ currentTarget }) => setSection(currentTarget.value as Section)}
            >
              {sections.map((one) => (
                <option key={one} value={one}>
                  {newsroom.sections[one]}
                </option>
              ))}
            </select>
          </div>
          <Published published={published} arrangement={arrangement} isEditor={isEditor} say={setSaid} />
        </section>
        <section aria-labelledby="pinned">
          <h2 id="pinned">{w.pinned}</h2>
          <Pinned arrangement={arrangement} isEditor={isEditor} say={setSaid} />
        </section>
      </div>
    </>
  );
}

/** The type of what is dragged from the left to the right: nothing else is taken. */
const dragged = 'application/x-khobor-article';

const pinsOf = ({ mine, stored }: Arrangement): readonly Pin[] => mine.value ?? stored.value?.pins ?? [];

type PublishedProps = {
  published: Read<Live>;
  arrangement: Arrangement;
  isEditor: boolean;
  say: (text: string) => void;
};

function Published({ published, arrangement, isEditor, say }: PublishedProps) {
  const w = frontWords.value;
  const pins = pinsOf(arrangement);
  const [weights, setWeights] = useState<Readonly<Record<string, Weight>>>({});
  const [failure, setFailure] = useState<Error>();
  const weigh = async ({ id, headline }: Live, weight: Weight, undo: () => void) => {
    try {
      setFailure(undefined);
      const { etag } = await request<ArticleRecord>('GET', `/api/articles/${id}`);
      const key = crypto.randomUUID();
      const sent = { body: { weight }, key, ...(etag === undefined ? {} : { ifMatch: etag }) };
      await request('PUT', `/api/articles/${id}/weight`, sent);
      setWeights((before) => ({ ...before, [id]: weight }));
      say(w.weighed(headline));
    } catch (error) {
      undo();
      setFailure(error as Error);
    }
  };
  return (
    <Batches of={published}>
      {failure && <Failure error={failure} />}
      <ul class="rows">
        {published.items?.map((live) => {
          const isPinned = pins.some(({ articleId }) => articleId === live.id);
          return (
            <li
              key={live.id}
              class="row"
              draggable={isEditor && !isPinned}
              onDragStart={(event) => event.dataTransfer?.setData(dragged, live.id)}
            >
              <a href={`/desk/articles/${live.id}`}>{live.headline}</a>
              <p class="soft">{momentOf(live.publishedAt)}</p>
              {isEditor && (
                <div class="acts">
                  {isPinned ? (
                    <span class="soft">{w.isPinned}</span>
                  ) : (
                    <button
                      type="button"
                      aria-label={w.pinThis(live.headline)}
                      // Before the pins have been read there is nothing to add to.
                      disabled={!arrangement.stored.value || pins.length >= most}
                      onClick={() => {
                        arrangement.change([...pins, { articleId: live.id }]);
                        say(w.moved(live.headline, pins.length + 1, pins.length + 1));
                      }}
                    >
                      {w.pin}
                    </button>
                  )}
                  <select
                    aria-label={w.weightOf(live.headline)}
                    value={weights[live.id] ?? live.weight ?? 'normal'}
                    onChange={({ currentTarget }) => {
                      const before = weights[live.id] ?? live.weight ?? 'normal';
                      void weigh(live, currentTarget.value as Weight, () => {
                        currentTarget.value = before;
                      });
                    }}
                  >
                    {Object.entries(w.weights).map(([weight, called]) => (
                      <option key={weight} value={weight}>
                        {called}
                      </option>
                    ))}
                  </select>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </Batches>
  );
}

type PinnedProps = { arrangement: Arrangement; isEditor: boolean; say: (text: string) => void };

function Pinned({ arrangement, isEditor, say }: PinnedProps) {
  const w = frontWords.value;
  const pins = pinsOf(arrangement);
  const isChanged = arrangement.mine.value !== undefined;
  const [isSending, setSending] = useState(false);
  const [from, setFrom] = useState<number>();
  const move = (place: number, to: number) => {
    const next = moved(pins, place, to);
    arrangement.change(next);
    say(w.moved(headlineOf(next[to]?.articleId ?? ''), to + 1, next.length));
  };
  const drop = (event: DragEvent, to: number) => {
    event.preventDefault();
    event.stopPropagation();
    const id = event.dataTransfer?.getData(dragged);
    if (from !== undefined) move(from, Math.min(to, pins.length - 1));
    else if (id && pins.length < most && !pins.some(({ articleId }) => articleId === id))
      arrangement.change([...pins.slice(0, to), { articleId: id }, ...pins.slice(to)]);
    setFrom(undefined);
  };
  const save = async () => {
    setSending(true);
    const isDone = await arrangement.save();
    setSending(false);
    say(isDone ? w.saved : '');
  };
  const set = (place: number, pin: Pin) =>
    arrangement.change(pins.map((one, i) => (i === place ? pin : one)));
  if (!arrangement.stored.value && arrangement.failure.value)
    return <Failure error={arrangement.failure.value} again={() => void arrangement.refresh()} />;
  if (!arrangement.stored.value) return <p>{words.value.loading}</p>;
  return (
    <>
      <Meanwhile arrangement={arrangement} />
      {pins.length === 0 && <p class="soft">{w.pinnedNone}</p>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here is pinned by a button as well */}
      <div
        onDragOver={(event) => isEditor && event.preventDefault()}
        onDrop={(event) => drop(event, pins.length)}
      >
        <ol class="rows pins">
          {pins.map(({ articleId, until }, i) => {
            const headline = headlineOf(articleId);
            return (
              <li
                key={articleId}
                class="row"
                draggable={isEditor}
                onDragStart={() => setFrom(i)}
                onDragEnd={() => setFrom(undefined)}
                onDrop={(event) => drop(event, i)}
              >
                <a href={`/desk/articles/${articleId}`}>{headline}</a>
                {isEditor ? (
                  <div class="acts">
                    <button
                      type="button"
                      aria-label={w.up(headline)}
                      disabled={i === 0}
                      onClick={() => move(i, i - 1)}
                    >
                      ↑
                    </button>
                    <button
                      type="button"
                      aria-label={w.down(headline)}
                      disabled={i === pins.length - 1}
                      onClick={() => move(i, i + 1)}
                    >
                      ↓
                    </button>
                    <input
                      type="datetime-local"
                      aria-label={w.until(headline)}
                      title={w.untilShort}
                      value={until === undefined ? '' : localOf(until)}
                      onChange={({ currentTarget: { value } }) =>
                        set(i, { articleId, ...(value === '' ? {} : { until: instantOf(value) }) })
                      }
                    />
                    <button
                      type="button"
                      class="quiet"
                      aria-label={w.unpin(headline)}
                      onClick={() => arrangement.change(pins.filter((_, place) => place !== i))}
                    >
                      {w.release}
                    </button>
                  </div>
                ) : (
                  until && <p class="soft">{w.stripUntil(momentOf(until))}</p>
                )}
              </li>
            );
          })}
        </ol>
      </div>
      {pins.length >= most && <p class="soft">{w.most}</p>}
      {arrangement.failure.value && <Failure error={arrangement.failure.value} />}
      {isEditor && (
        <div class={`save ${isChanged ? 'kept' : ''}`}>
          <button
            type="button"
            class="main"
            disabled={!isChanged || isSending || arrangement.theirs.value !== undefined}
            onClick={() => void save()}
          >
            {isSending ? words.value.saving : w.save}
          </button>
          {isChanged && (
            <button type="button" class="quiet" onClick={arrangement.discard}>
              {w.discard}
            </button>
          )}
          <span role="status">{isChanged ? w.unsaved : ''}</span>
        </div>
      )}
    </>
  );
}

/** What somebody else made of this front while one was arranging it. */
function Meanwhile({ arrangement }: { arrangement: Arrangement }) {
  const w = frontWords.value;
  const theirs = arrangement.theirs.value;
  if (!theirs) return null;
  return (
    <div class="notice warns" role="alert">
      {w.meanwhile}
      <ol>
        {theirs.pins.map(({ articleId }) => (
          <li key={articleId}>{headlineOf(articleId)}</li>
        ))}
      </ol>
      {theirs.pins.length === 0 && <p>{w.nothing}</p>}
      <div class="acts">
        <button type="button" onClick={arrangement.discard}>
          {w.takeTheirs}
        </button>
        <button type="button" onClick={arrangement.keepMine}>
          {w.keepMine}
        </button>
      </div>
    </div>
  );
}
