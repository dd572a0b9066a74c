import { useState } from 'preact/hooks';
import type { Seen } from '../../media/upload.ts';
import { Batches } from '../../parts/batches.tsx';
import { nameOf } from '../../parts/people.ts';
import { type Batches as Read, useBatches } from '../../parts/use-batches.ts';
import { who } from '../../sign-in/session.ts';
import { words } from '../../words/words.ts';
import { PictureScreen } from './picture-screen.tsx';
import { Uploads } from './uploads.tsx';
import { pictureWords } from './words.ts';

/** The library of pictures: finding one, uploading some; one of them, by its path. */
export function PicturesScreen({ rest }: { rest: string }) {
  return rest === '' ? <Library /> : <PictureScreen key={rest} id={rest} />;
}

type Wanted = { q: string; isMine: boolean; isUnused: boolean };

function pathTo({ q, isMine, isUnused }: Wanted): string {
  const query = new URLSearchParams({
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(isMine ? { by: who.value?.by ?? '' } : {}),
    ...(isUnused ? { unused: 'true' } : {}),
  });
  return query.size === 0 ? '/api/media' : `/api/media?${query}`;
}

function Library() {
  const w = pictureWords.value;
  const [wanted, setWanted] = useState<Wanted>({ q: '', isMine: false, isUnused: false });
  const [q, setQ] = useState('');
  const pictures = useBatches<Seen>(pathTo(wanted));
  return (
    <>
      <h1>{words.value.place.pictures}</h1>
      <Uploads onChange={() => void pictures.refresh()} />
      <search>
        <form
          class="acts"
          onSubmit={(event) => {
            event.preventDefault();
            setWanted({ ...wanted, q });
          }}
        >
          <input
            type="search"
            aria-label={w.findHint}
            placeholder={w.findHint}
            maxLength={200}
            value={q}
            onInput={({ currentTarget }) => setQ(currentTarget.value)}
          />
          <button type="submit">{w.find}</button>
          <select
            aria-label={w.whose}
            value={wanted.isMine ? 'mine' : ''}
            onChange={({ currentTarget }) => setWanted({ ...wanted, isMine: currentTarget.value === 'mine' })}
          >
            <option value="">{w.everybody}</option>
            <option value="mine">{w.onlyMine}</option>
          </select>
          <label class="choice">
            <input
              type="checkbox"
              checked={wanted.isUnused}
              onChange={({ currentTarget }) => setWanted({ ...wanted, isUnused: currentTarget.checked })}
            />{' '}
            {w.unused}
          </label>
        </form>
      </search>
      <Grid pictures={pictures} />
    </>
  );
}

function Grid({ pictures }: { pictures: Read<Seen> }) {
  const w = pictureWords.value;
  return (
    <Batches of={pictures}>
      <ul class="grid">
        {pictures.items?.map(({ id, by, state, description, suggested, preview }) => {
          const called = description?.alt ?? description?.caption ?? suggested?.caption;
          return (
            <li key={id}>
              <a href={`/desk/pictures/${id}`}>
                {preview && <img src={preview.url} alt="" loading="lazy" />}
                <span class="called">{called ?? w.undescribed}</span>
              </a>
              <p class="soft">
                {[
                  ...(state === 'ready' ? [] : [w.state[state]]),
                  ...(description?.credit ? [description.credit] : []),
                  nameOf(by),
                ].join(' · ')}
              </p>
            </li>
          );
        })}
      </ul>
    </Batches>
  );
}
