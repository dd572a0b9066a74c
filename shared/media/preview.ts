import * as z from 'zod';
import { type Actor, newsroomRoles } from '../actor.ts';
import { instant } from '../instant.ts';
import { Asset, AssetInUse } from './asset.ts';
import { rendered, rendition } from './files.ts';
import { picturePath } from './picture.ts';

/** Where the newsroom sees a picture before readers do, and until when: whoever has the link can open it. */
export const Preview = z.object({ url: z.string(), expiresAt: instant }).meta({ id: 'PicturePreview' });
export type Preview = z.infer<typeof Preview>;

/** What is answered of an uploaded file, and of those of the library. */
export const SeenAsset = AssetInUse.extend({ preview: Preview.optional() });
export const SeenPicture = Asset.extend({ preview: Preview.optional() });

/** About as wide as a desk shows a picture, in pixels. */
const width = 960;

/**
 * The file of the private bucket that shows a picture to somebody of the newsroom, the image of an ad to ad managers, and
 * either to whoever uploaded it; undefined for others, and where there is nothing to see. HTML of others is seen in its
 * own frame alone, once it is public.
 */
export function previewFileOf(
  { id, kind, state, by, crops }: Asset,
  caller: Pick<Actor, 'by' | 'roles'>,
): string | undefined {
  const whose: readonly string[] = kind === 'image' ? ['ad-manager'] : newsroomRoles;
  if (!(by === caller.by || caller.roles.some((role) => whose.includes(role)))) return undefined;
  if (state !== 'ready' && state !== 'expired') return undefined;
  if (kind === 'image') return rendition({ id });
  if (!crops?.whole) return undefined;
  const { widths } = crops.whole;
  return rendered(picturePath(id, crops.whole, widths.findLast((one) => one <= width) ?? widths[0] ?? 0));
}
