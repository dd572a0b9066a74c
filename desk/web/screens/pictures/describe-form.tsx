import { get, request } from '../../api/request.ts';
import type { Seen } from '../../media/upload.ts';
import { RecordForm } from '../../parts/record-form.tsx';
import { descriptionOf, suggestedValues, valuesOf } from './description.ts';
import { pictureWords } from './words.ts';

type Props = { picture: Seen; onClose: () => void; onSaved: () => void };

/** Asks what a picture shows and whose it is; what its file says is filled in where nobody has said anything. */
export function DescribeForm({ picture, onClose, onSaved }: Props) {
  const w = pictureWords.value;
  const path = `/api/media/${picture.id}`;
  const { suggested = {} } = picture;
  const hint = (text: string | undefined, usual?: string) =>
    [usual, text === undefined ? undefined : w.suggestion(text)].filter(Boolean).join(' ');
  let latest = picture;
  return (
    <RecordForm
      title={w.describe}
      record={{ values: suggestedValues(picture), version: picture.version }}
      reread={async () => {
        latest = await get<Seen>(path);
        return { values: valuesOf(latest), version: latest.version };
      }}
      fields={[
        { name: 'alt', label: w.alt, kind: 'text', most: 500, hint: hint(suggested.alt, w.altNeeded) },
        { name: 'decorative', label: w.decorative, kind: 'choice' },
        {
          name: 'credit',
          label: w.credit,
          kind: 'line',
          most: 120,
          hint: hint(suggested.credit, w.creditHint),
        },
        { name: 'caption', label: w.caption, kind: 'text', most: 1000, hint: hint(suggested.caption) },
        { name: 'source', label: w.source, kind: 'line', most: 200 },
        { name: 'licence', label: w.licence, kind: 'line', most: 200 },
        { name: 'until', label: w.rightsUntil, kind: 'instant', hint: w.rightsHint },
        { name: 'note', label: w.rightsNote, kind: 'text', most: 500 },
      ]}
      save={async (values, saving) => {
        await request('PUT', path, { body: descriptionOf(values, latest.description), ...saving });
        onSaved();
      }}
      onClose={onClose}
    >
      {picture.preview && <img class="beside" src={picture.preview.url} alt="" />}
    </RecordForm>
  );
}
