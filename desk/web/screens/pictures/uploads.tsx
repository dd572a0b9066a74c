import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { mostBytes } from '../../../../shared/media/most-bytes.ts';
import { type Seen, upload } from '../../media/upload.ts';
import { Failure } from '../../parts/failure.tsx';
import { DescribeForm } from './describe-form.tsx';
import { pictureWords } from './words.ts';

/** A file on its way: the share that has left, and what became of it. */
type Sending = { key: string; name: string; share: number; asset?: Seen; failure?: Error; isTooLarge?: true };

/** What was uploaded since the desk was opened: it goes on while one looks at something else. */
const sendings = signal<readonly Sending[]>([]);

const note = (key: string, changes: Partial<Sending>) => {
  sendings.value = sendings.value.map((one) => (one.key === key ? { ...one, ...changes } : one));
};

async function start(file: File, onChecked: () => void) {
  const key = crypto.randomUUID();
  const isTooLarge = file.size > mostBytes.picture;
  const begun = { key, name: file.name, share: 0, ...(isTooLarge ? { isTooLarge } : {}) };
  sendings.value = [begun, ...sendings.value];
  if (isTooLarge) return;
  try {
    note(key, { asset: await upload(file, { kind: 'picture' }, (share) => note(key, { share })) });
  } catch (error) {
    note(key, { failure: error as Error });
  }
  onChecked();
}

/** Uploads pictures, one after the other, and asks of each what it shows. */
export function Uploads({ onChange }: { onChange: () => void }) {
  const w = pictureWords.value;
  const [described, setDescribed] = useState<Seen>();
  const take = async (files: Iterable<File>) => {
    for (const file of [...files]) await start(file, onChange);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen by the field as well
    <div
      class="drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer?.files ?? []);
      }}
    >
      <label>
        {w.upload}{' '}
        <input
          type="file"
          multiple
          accept="image/jpeg,image/png,image/webp,image/avif"
          onChange={({ currentTarget }) => {
            void take(currentTarget.files ?? []);
            currentTarget.value = '';
          }}
        />
      </label>
      <p class="soft">{w.uploadHint}</p>
      <ul class="rows" aria-live="polite">
        {sendings.value.map((one) => (
          <li key={one.key} class="row">
            {one.name} <Became sending={one} describe={setDescribed} />
          </li>
        ))}
      </ul>
      {described && (
        <DescribeForm
          picture={described}
          onClose={() => setDescribed(undefined)}
          onSaved={() => {
            sendings.value = sendings.value.filter(({ asset }) => asset?.id !== described.id);
            onChange();
          }}
        />
      )}
    </div>
  );
}

function Became({ sending, describe }: { sending: Sending; describe: (asset: Seen) => void }) {
  const w = pictureWords.value;
  const { name, share, asset, failure, isTooLarge } = sending;
  if (isTooLarge) return <span class="soft">{w.tooLarge(name)}</span>;
  if (failure) return <Failure error={failure} />;
  if (!asset) return <Progress share={share} />;
  if (asset.state === 'refused')
    return (
      <span>
        {w.refused}: {asset.reasonBn ?? asset.reason}
      </span>
    );
  if (asset.state === 'waiting') return <span class="soft">{w.slow}</span>;
  return (
    <>
      <span class="soft">{w.ready}</span>{' '}
      <button type="button" aria-label={`${w.describeNow}: ${name}`} onClick={() => describe(asset)}>
        {w.describeNow}
      </button>
      {asset.sameAs && (
        <>
          {' '}
          <a href={`/desk/pictures/${asset.sameAs}`}>{w.sameAs}</a>
        </>
      )}
    </>
  );
}

function Progress({ share }: { share: number }) {
  const w = pictureWords.value;
  const said = share < 1 ? w.sent(Math.floor(share * 100)) : w.checking;
  return (
    <>
      <progress max={1} value={share} aria-label={said} /> <span class="soft">{said}</span>
    </>
  );
}
