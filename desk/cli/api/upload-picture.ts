import { setTimeout as wait } from 'node:timers/promises';
import type { Asset, AssetInUse } from '../../../shared/media/asset.ts';
import type { Description } from '../../../shared/media/picture.ts';
import { UsageError } from '../usage-error.ts';
import type { Api } from './client.ts';
import { type Progress, type UploadForm, uploadFile } from './upload-file.ts';

/** How often it asks whether a file is checked, and for how long: a check takes seconds, a busy day more. In milliseconds. */
const [every, most] = [1_000, 180_000];

type Upload = { name: string; file: Uint8Array; description: Description; progress: Progress };

/** Uploads a picture and waits until it is checked; it may still be waiting after minutes. Throws why it was refused. */
export async function uploadPicture(
  api: Api,
  { name, file, description, progress }: Upload,
): Promise<AssetInUse> {
  const { id, upload } = await api.post<Asset & { upload: UploadForm }>('/api/media', {
    ...{ kind: 'picture', bytes: file.length },
    ...(Object.keys(description).length > 0 ? { description } : {}),
  });
  await uploadFile(upload, file, progress);
  const asset = await checked(api, id);
  const { state, reason = '', reasonBn } = asset;
  if (state === 'refused')
    throw new UsageError(`${name} was refused`, [
      { pointer: name, detail: reason, ...(reasonBn === undefined ? {} : { detailBn: reasonBn }) },
    ]);
  return asset;
}

async function checked(api: Api, id: string, waited = 0): Promise<AssetInUse> {
  const asset = await api.get<AssetInUse>(`/api/media/${id}`);
  if (asset.state !== 'waiting' || waited >= most) return asset;
  await wait(every);
  return checked(api, id, waited + every);
}
