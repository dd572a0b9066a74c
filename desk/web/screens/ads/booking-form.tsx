import { useState } from 'preact/hooks';
import type { LineItem } from '../../../../shared/ads/line-item.ts';
import { type Size, sizes, slotNames } from '../../../../shared/ads/slots.ts';
import { newsroom, sections } from '../../../../shared/newsroom.ts';
import { get, request } from '../../api/request.ts';
import { type Seen, upload } from '../../media/upload.ts';
import { Failure } from '../../parts/failure.tsx';
import { type Field, RecordForm } from '../../parts/record-form.tsx';
import { bookingOf, sizesOf, slotCalled, valuesOf } from './booking.ts';
import { adWords } from './words.ts';

type Props = { item?: LineItem; onSaved: (item: LineItem) => void; onClose: () => void };

/** Books a line item, or changes what is booked. Its file is uploaded here: the booking refers to it. */
export function BookingForm({ item, onSaved, onClose }: Props) {
  const w = adWords.value;
  const [asset, setAsset] = useState(item?.creative.asset ?? '');
  const [isUploading, setUploading] = useState(false);
  const path = item ? `/api/line-items/${item.id}` : '/api/line-items';
  const readOf = (one: LineItem | undefined) => ({ values: valuesOf(one), version: one?.version });
  const fields: Field[] = [
    { name: 'advertiser', label: w.advertiser, kind: 'line', isNeeded: true, most: 120 },
    {
      name: 'slot',
      label: w.slot,
      kind: 'one-of',
      options: slotNames.map((slot) => [slot, `${slotCalled(slot)} (${sizesOf(slot).join(', ')})`]),
    },
    { name: 'from', label: w.from, kind: 'instant', isNeeded: true },
    { name: 'until', label: w.until, kind: 'instant', isNeeded: true },
    { name: 'alt', label: w.alt, kind: 'line', isNeeded: true, most: 200 },
    { name: 'url', label: w.url, kind: 'line', isNeeded: true, most: 2000 },
    { name: 'label', label: w.label, kind: 'line', most: 60 },
    { name: 'priority', label: w.priority, kind: 'one-of', options: Object.entries(w.priorities) },
    { name: 'weight', label: w.weight, kind: 'number', isNeeded: true },
    { name: 'impressions', label: w.impressions, kind: 'number' },
    { name: 'capViews', label: w.capViews, kind: 'number' },
    { name: 'capHours', label: w.capHours, kind: 'number' },
    ...sections.map(
      (section): Field => ({ name: `section-${section}`, label: newsroom.sections[section], kind: 'choice' }),
    ),
  ];
  return (
    <RecordForm
      title={item ? w.change : w.book}
      record={readOf(item)}
      {...(item ? { reread: async () => readOf(await get<LineItem>(path)) } : {})}
      fields={fields}
      save={async (values, saving) => {
        const body = bookingOf({ ...values, asset });
        const { body: saved } = await request<LineItem>(item ? 'PUT' : 'POST', path, { body, ...saving });
        onSaved(saved);
      }}
      isHeld={isUploading}
      onClose={onClose}
    >
      {item && <p class="soft">{w.changeVoids}</p>}
      <CreativeField asset={asset} onAsset={setAsset} onUploading={setUploading} />
    </RecordForm>
  );
}

type CreativeProps = {
  asset: string;
  onAsset: (id: string) => void;
  onUploading: (isUploading: boolean) => void;
};

/** Takes the file of an ad: an image, whose size is read from it, or HTML, whose size is said. */
function CreativeField({ asset, onAsset, onUploading }: CreativeProps) {
  const w = adWords.value;
  const [size, setSize] = useState<Size>('300x250');
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<Error>();
  const [made, setMade] = useState<Seen>();
  const [isUploading, setUploading] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const isHtml = file.type === 'text/html';
    const [width = 0, height = 0] = size.split('x').map(Number);
    setFailure(undefined);
    setMade(undefined);
    setUploading(true);
    onUploading(true);
    try {
      const found = await upload(
        file,
        isHtml ? { kind: 'html', width, height } : { kind: 'image' },
        (share) => setSaid(share < 1 ? w.sent(Math.floor(share * 100)) : w.checking),
      );
      const isRefused = found.state === 'refused';
      setSaid(
        isRefused
          ? `${w.refused}: ${found.reasonBn ?? found.reason}`
          : found.state === 'waiting'
            ? w.slow
            : w.uploaded,
      );
      if (isRefused) return;
      setMade(found);
      onAsset(found.id);
    } catch (error) {
      setSaid('');
      setFailure(error as Error);
    } finally {
      setUploading(false);
      onUploading(false);
    }
  };
  return (
    <fieldset>
      <legend>{w.creative}</legend>
      {asset === '' && <p class="soft">{w.uploadFirst}</p>}
      <label class="field">
        <span>{w.upload}</span>
        <input
          type="file"
          disabled={isUploading}
          accept="image/jpeg,image/png,image/webp,image/avif,text/html"
          onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
        />
      </label>
      <p class="soft">{w.uploadHint}</p>
      <label class="field">
        <span>{w.htmlSize}</span>
        <select value={size} onChange={({ currentTarget }) => setSize(currentTarget.value as Size)}>
          {sizes.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      <p role="status">{said}</p>
      {made?.preview && <img class="beside" src={made.preview.url} alt="" />}
      {failure && <Failure error={failure} />}
    </fieldset>
  );
}
