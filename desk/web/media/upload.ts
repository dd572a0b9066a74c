import type { Asset, AssetInUse, AssetKind } from '../../../shared/media/asset.ts';
import type { Description } from '../../../shared/media/picture.ts';
import type { Preview } from '../../../shared/media/preview.ts';
import { get, Refused, request, Unreachable } from '../api/request.ts';

/** An asset as the API shows it to the newsroom. */
export type Seen = AssetInUse & { preview?: Preview };

type Form = { url: string; fields: Record<string, string> };

export type Wish = {
  kind: AssetKind;
  contentType?: string;
  bytes?: number;
  width?: number;
  height?: number;
  description?: Description;
};

/** How often it is asked whether a file is checked, in milliseconds, and how many times. */
const every = 1_000;
const most = 120;

/**
 * Uploads a file by the API's form; `sent` hears which share of it has left, from 0 to 1. Returns the asset as soon as it is
 * checked, or as it stands after two minutes. Throws `Refused` or `Unreachable`.
 */
export async function upload(file: Blob, wish: Wish, sent: (share: number) => void): Promise<Seen> {
  const body = { ...wish, bytes: file.size };
  const key = crypto.randomUUID();
  const { body: asset } = await request<Asset & { upload: Form }>('POST', '/api/media', { body, key });
  await send(asset.upload, file, sent);
  sent(1);
  return checked(asset.id);
}

/** Sends a file to the store. `fetch` cannot tell how far a request is. */
function send({ url, fields }: Form, file: Blob, sent: (share: number) => void): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return new Promise((done, failed) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', url);
    sending.upload.onprogress = ({ loaded, total }) => sent(total > 0 ? loaded / total : 0);
    sending.onload = () =>
      sending.status < 300
        ? done()
        : failed(
            sending.status >= 500 ? new Unreachable('the store is busy') : new Refused(sending.status, {}),
          );
    sending.onerror = () => failed(new Unreachable('the store cannot be reached'));
    sending.send(form);
  });
}

async function checked(id: string, times = 0): Promise<Seen> {
  const asset = await get<Seen>(`/api/media/${id}`);
  if (asset.state !== 'waiting' || times >= most) return asset;
  await new Promise((done) => setTimeout(done, every));
  return checked(id, times + 1);
}
