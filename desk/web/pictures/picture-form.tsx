import { useEffect, useState } from 'preact/hooks';
import type { Picture } from '../../../shared/articles/body.ts';
import { type Crop, crops, type Description } from '../../../shared/media/picture.ts';
import { request } from '../api/request.ts';
import type { Seen } from '../media/upload.ts';
import { Failure } from '../parts/failure.tsx';
import { words } from '../words/words.ts';
import { linkTo } from './upload-picture.ts';

type Focal = NonNullable<Description['focal']>;

type Props = {
  /** What the copy says of a picture; of one that is put in, its asset alone. */
  picture: Picture;
  /** The picture as the library has it, where somebody may describe it there. */
  asset?: Seen | undefined;
  done: (picture: Picture) => void;
  onCancel: () => void;
};

const middle = { x: 0.5, y: 0.5 };

/** Asks what readers are told of a picture, and how it is cut. A picture of one's own is described in the library, too. */
export function PictureForm({ picture, asset, done, onCancel }: Props) {
  const w = words.value.picture;
  const { description, suggested } = asset ?? {};
  const isNew = asset !== undefined && description === undefined;
  const [link, setLink] = useState<string | undefined>();
  const [failure, setFailure] = useState<Error | undefined>();
  const [isSending, setSending] = useState(false);
  const [isDecorative, setDecorative] = useState(picture.decorative ?? description?.decorative ?? false);
  const [crop, setCrop] = useState<Crop>(picture.crop ?? 'whole');
  const [focal, setFocal] = useState(description?.focal ?? middle);
  useEffect(() => void linkTo(picture.asset).then(setLink), [picture.asset]);
  const captionOf = (of: Picture['caption']) => of?.map(({ text }) => text).join('');
  const begun = {
    alt: picture.alt ?? description?.alt ?? suggested?.alt ?? '',
    credit: picture.credit ?? description?.credit ?? suggested?.credit ?? '',
    caption: captionOf(picture.caption) ?? description?.caption ?? suggested?.caption ?? '',
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const said = (name: string) => String(form.get(name) ?? '').trim();
    const [alt, credit, caption] = [said('alt'), said('credit'), said('caption').replace(/\s+/g, ' ')];
    // What was not touched keeps its marks.
    const spans = caption === captionOf(picture.caption) ? picture.caption : [{ text: caption }];
    const told = {
      ...(isDecorative ? { decorative: true as const } : alt === '' ? {} : { alt }),
      ...(credit === '' ? {} : { credit }),
    };
    setSending(true);
    try {
      setFailure(undefined);
      const isMoved =
        focal.x !== (description?.focal ?? middle).x || focal.y !== (description?.focal ?? middle).y;
      const asDescribed: Description = {
        ...(isNew ? { ...told, ...(caption === '' ? {} : { caption }) } : description),
        ...(isMoved ? { focal } : {}),
      };
      if (asset && (isMoved || (isNew && Object.keys(asDescribed).length > 0)))
        await request('PUT', `/api/media/${asset.id}`, { body: asDescribed, ifMatch: `"${asset.version}"` });
      done({
        asset: picture.asset,
        ...told,
        ...(caption === '' || !spans ? {} : { caption: spans }),
        ...(crop === 'whole' ? {} : { crop }),
      });
    } catch (error) {
      setFailure(error as Error);
      setSending(false);
    }
  };
  const slider = (axis: 'x' | 'y', label: string) => (
    <label class="field">
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={100}
        value={Math.round(focal[axis] * 100)}
        onInput={({ currentTarget }) => setFocal({ ...focal, [axis]: Number(currentTarget.value) / 100 })}
      />
    </label>
  );
  return (
    <form class="picture-form" onSubmit={(event) => void submit(event)}>
      {link && asset && (
        <FocalPoint link={link} alt={begun.alt || w.preview} focal={focal} onChange={setFocal} />
      )}
      {link && (!asset || crop !== 'whole') && (
        <img
          class={crop}
          src={link}
          alt={asset ? w.crops[crop] : begun.alt || w.preview}
          style={{ objectPosition: `${focal.x * 100}% ${focal.y * 100}%` }}
        />
      )}
      {isNew && Object.keys(suggested ?? {}).length > 0 && <p class="soft">{w.suggested}</p>}
      {asset?.sameAs && <p class="soft">{w.sameAs}</p>}
      {!isDecorative && (
        <label class="field">
          <span>{w.alt}</span>
          <textarea name="alt" rows={2} lang="bn" maxLength={500} defaultValue={begun.alt} />
        </label>
      )}
      <label class="choice">
        <input
          type="checkbox"
          checked={isDecorative}
          onChange={({ currentTarget }) => setDecorative(currentTarget.checked)}
        />{' '}
        {w.decorative}
      </label>
      <label class="field">
        <span>{w.credit}</span>
        <input name="credit" lang="bn" maxLength={120} defaultValue={begun.credit} />
      </label>
      <label class="field">
        <span>{w.caption}</span>
        <textarea name="caption" rows={2} lang="bn" maxLength={1_000} defaultValue={begun.caption} />
      </label>
      <label class="field">
        <span>{w.crop}</span>
        <select value={crop} onChange={({ currentTarget }) => setCrop(currentTarget.value as Crop)}>
          {crops.map((one) => (
            <option key={one} value={one}>
              {w.crops[one]}
            </option>
          ))}
        </select>
      </label>
      {asset && (
        <>
          {slider('x', w.focalX)}
          {slider('y', w.focalY)}
        </>
      )}
      <div class="foot">
        {failure && <Failure error={failure} />}
        <div class="acts">
          <button type="submit" class="main" disabled={isSending}>
            {w.set}
          </button>
          <button type="button" onClick={onCancel}>
            {words.value.cancel}
          </button>
        </div>
      </div>
    </form>
  );
}

type FocalProps = { link: string; alt: string; focal: Focal; onChange: (focal: Focal) => void };

/** The whole picture, and the point that every crop of it keeps, set by a click; by keyboard with the fields below it. */
function FocalPoint({ link, alt, focal, onChange }: FocalProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the fields below do the same
    <div
      class="focal"
      onClick={({ currentTarget, clientX, clientY }) => {
        const { left, top, width, height } = currentTarget.getBoundingClientRect();
        const part = (from: number, of: number) =>
          Math.min(1, Math.max(0, Math.round((from / of) * 100) / 100));
        onChange({ x: part(clientX - left, width), y: part(clientY - top, height) });
      }}
    >
      <img src={link} alt={alt} />
      <span class="point" style={{ left: `${focal.x * 100}%`, top: `${focal.y * 100}%` }} />
    </div>
  );
}
