import { get, Refused } from '../api/request.ts';
import { type Seen, upload } from '../media/upload.ts';

/** How far an upload is: the part that is sent, from 0 to 1, then that the file is being checked. */
export type Progress = { sent: number } | 'checking';

/** Uploads a picture, and waits until it is checked. Throws `Refused`, also when it is no picture, or `Unreachable`. */
export async function uploadPicture(file: File, progress: (how: Progress) => void): Promise<Seen> {
  const asset = await upload(file, { kind: 'picture' }, (sent) => progress(sent < 1 ? { sent } : 'checking'));
  const { state, reason, reasonBn } = asset;
  if (state === 'refused')
    throw new Refused(422, {
      ...(reason === undefined ? {} : { detail: reason }),
      ...(reasonBn === undefined ? {} : { detailBn: reasonBn }),
    });
  return asset;
}

const links = new Map<string, { until: number; link: Promise<string | undefined> }>();
/** Links are good for five minutes; one is used for four. In milliseconds. */
const lasts = 4 * 60_000;

/** A link by which the newsroom sees a picture. */
export function linkTo(asset: string): Promise<string | undefined> {
  const known = links.get(asset);
  if (known && known.until > Date.now()) return known.link;
  const link = get<Seen>(`/api/media/${asset}`).then(
    ({ preview }) => preview?.url,
    () => {
      links.delete(asset);
      return undefined;
    },
  );
  links.set(asset, { until: Date.now() + lasts, link });
  return link;
}
