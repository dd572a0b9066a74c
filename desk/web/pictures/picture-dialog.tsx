import { useEffect, useState } from 'preact/hooks';
import type { Picture } from '../../../shared/articles/body.ts';
import { get } from '../api/request.ts';
import type { Seen } from '../media/upload.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failure } from '../parts/failure.tsx';
import { who } from '../sign-in/session.ts';
import { numberOf, words } from '../words/words.ts';
import { PictureForm } from './picture-form.tsx';
import { linkTo, type Progress, uploadPicture } from './upload-picture.ts';

/** What is asked of somebody: pictures to put in, with the files that they dropped, or what is told of one that is there. */
export type Asked = { files: readonly File[] } | { picture: Picture };

type Props = { asked: Asked; done: (pictures: Picture[]) => void };

/** Asks for pictures: chooses or uploads them, and says of each what readers are told. */
export function PictureDialog({ asked, done }: Props) {
  const w = words.value.picture;
  const [files, setFiles] = useState<readonly File[]>('files' in asked ? asked.files : []);
  const [told, setTold] = useState<readonly Picture[]>([]);
  const [chosen, setChosen] = useState<Seen | undefined>();
  const [file, ...others] = files;
  const [total, setTotal] = useState(files.length);
  const nth = numberOf(total - files.length + 1);
  const title = total > 1 && files.length > 0 ? `${w.add} (${nth}/${numberOf(total)})` : w.add;
  const next = (picture?: Picture) => {
    const all = picture ? [...told, picture] : told;
    setTold(all);
    setChosen(undefined);
    setFiles(others);
    if (others.length === 0) done([...all]);
  };
  if ('picture' in asked)
    return (
      <Dialog title={w.edit} onClose={() => done([])}>
        <Editing picture={asked.picture} done={done} />
      </Dialog>
    );
  return (
    <Dialog title={title} onClose={() => done([...told])}>
      {chosen ? (
        <PictureForm
          key={chosen.id}
          picture={asTold(chosen)}
          asset={mayDescribe(chosen) ? chosen : undefined}
          done={next}
          onCancel={() => next()}
        />
      ) : file ? (
        <Uploading
          key={`${file.name}${others.length}`}
          file={file}
          done={setChosen}
          onCancel={() => next()}
        />
      ) : (
        <>
          <label class="field">
            <span>{w.upload}</span>
            <input
              type="file"
              multiple
              accept="image/jpeg,image/png,image/webp,image/avif"
              onChange={({ currentTarget }) => {
                const chosen = [...(currentTarget.files ?? [])];
                setTotal(chosen.length);
                setFiles(chosen);
              }}
            />
          </label>
          <Library choose={setChosen} />
          <div class="foot">
            <div class="acts">
              <button type="button" onClick={() => done([])}>
                {words.value.cancel}
              </button>
            </div>
          </div>
        </>
      )}
    </Dialog>
  );
}

/** Whose picture it is may describe it in the library, and an editor may. */
const mayDescribe = ({ by }: Seen) =>
  by === who.peek()?.by || who.peek()?.roles.some((role) => role === 'editor' || role === 'publisher');

const asTold = ({ id, description: { alt, credit, decorative } = {} }: Seen): Picture => ({
  asset: id,
  ...(alt === undefined ? {} : { alt }),
  ...(credit === undefined ? {} : { credit }),
  ...(decorative ? { decorative } : {}),
});

function Editing({ picture, done }: { picture: Picture; done: (pictures: Picture[]) => void }) {
  const [asset, setAsset] = useState<Seen | 'none' | undefined>();
  useEffect(
    () => void get<Seen>(`/api/media/${picture.asset}`).then(setAsset, () => setAsset('none')),
    [picture],
  );
  if (asset === undefined) return <p>{words.value.loading}</p>;
  const described = asset !== 'none' && mayDescribe(asset) ? asset : undefined;
  return (
    <PictureForm picture={picture} asset={described} done={(one) => done([one])} onCancel={() => done([])} />
  );
}

type UploadingProps = { file: File; done: (asset: Seen) => void; onCancel: () => void };

function Uploading({ file, done, onCancel }: UploadingProps) {
  const w = words.value.picture;
  const [progress, setProgress] = useState<Progress>({ sent: 0 });
  const [failure, setFailure] = useState<Error | undefined>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isGone = false;
    setFailure(undefined);
    uploadPicture(file, (how) => !isGone && setProgress(how)).then(
      (asset) => !isGone && done(asset),
      (error) => !isGone && setFailure(error as Error),
    );
    return () => {
      isGone = true;
    };
  }, [file, tries]);
  return (
    <>
      {failure ? (
        <>
          <p>{w.refused(file.name)}</p>
          <Failure error={failure} again={() => setTries(tries + 1)} />
        </>
      ) : (
        <>
          <p role="status">
            {progress === 'checking'
              ? w.checking(file.name)
              : w.sending(file.name, Math.round(progress.sent * 100))}
          </p>
          <progress
            aria-label={file.name}
            {...(progress === 'checking' ? {} : { value: progress.sent, max: 1 })}
          />
        </>
      )}
      <div class="acts">
        <button type="button" onClick={onCancel}>
          {words.value.cancel}
        </button>
      </div>
    </>
  );
}

type Found = { items: Seen[]; cursor?: string };

function Library({ choose }: { choose: (asset: Seen) => void }) {
  const w = words.value.picture;
  const [q, setQ] = useState('');
  const [found, setFound] = useState<Found | undefined>();
  const [failure, setFailure] = useState<Error | undefined>();
  const find = async (cursor?: string) => {
    try {
      setFailure(undefined);
      const query = new URLSearchParams({
        ...(q.trim() === '' ? {} : { q: q.trim() }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      const page = await get<Found>(`/api/media?${query}`);
      setFound(cursor === undefined ? page : { ...page, items: [...(found?.items ?? []), ...page.items] });
    } catch (error) {
      setFailure(error as Error);
    }
  };
  useEffect(() => void find(), []);
  const items = found?.items.filter(({ state }) => state === 'ready') ?? [];
  const cursor = found?.cursor;
  return (
    <section aria-label={w.library}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <label class="field">
          <span>{w.library}</span>
          <input
            type="search"
            lang="bn"
            placeholder={w.search}
            value={q}
            onInput={({ currentTarget }) => setQ(currentTarget.value)}
          />
        </label>
        <button type="submit">{w.find}</button>
      </form>
      {failure && <Failure error={failure} />}
      {found && items.length === 0 && <p class="soft">{w.none}</p>}
      <ul class="thumbnails">
        {items.map((asset) => (
          <li key={asset.id}>
            <button type="button" onClick={() => choose(asset)}>
              <Thumbnail asset={asset.id} />
              <span>{asset.description?.alt ?? asset.suggested?.alt ?? w.undescribed}</span>
            </button>
          </li>
        ))}
      </ul>
      {cursor !== undefined && (
        <button type="button" onClick={() => void find(cursor)}>
          {words.value.more}
        </button>
      )}
    </section>
  );
}

/** A picture as the newsroom sees it; what it shows is said beside it. */
export function Thumbnail({ asset }: { asset: string }) {
  const [link, setLink] = useState<string | undefined>();
  useEffect(() => void linkTo(asset).then(setLink), [asset]);
  return link ? <img src={link} alt="" loading="lazy" /> : null;
}
