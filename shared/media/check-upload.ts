import * as z from 'zod';
import { putOnce, readUpload } from '../aws/media.ts';
import { keyOf } from '../page.ts';
import { type Asset, pathOf, type RenditionFacts, ready, refuse } from './asset.ts';
import { getAsset, saveAsset } from './asset-store.ts';
import { renditionOfHtml } from './creative.ts';
import { renditionOfImage } from './image.ts';
import type { Rendition } from './rendition.ts';
import { termsOf } from './upload.ts';

/**
 * Checks an upload and makes the file that readers get, or refuses it with a reason. An asset is decided once: a later
 * upload by the same form, or a second delivery of the same event, changes nothing.
 */
export async function checkUpload(id: string, at: string): Promise<void> {
  const asset = await getAsset(id);
  if (asset.state !== 'waiting') return;
  const file = Buffer.from(await readUpload(termsOf(asset, {}).key));
  const made = asset.kind === 'image' ? await renditionOfImage(file) : renditionOfHtml(file, asset);
  const outcome =
    'refused' in made ? refuse(asset, made.refused, at) : ready(asset, await putRendition(asset, made), at);
  await saveAsset(outcome, { by: 'media-check', at });
}

const About = z
  .object({ width: z.coerce.number(), height: z.coerce.number(), animated: z.enum(['yes', 'no']) })
  .transform(({ animated, ...sides }) => ({ ...sides, isAnimated: animated === 'yes' }));

/**
 * Puts a rendition where readers find it. If two uploads are checked at once, the first file stays and describes the
 * asset.
 */
async function putRendition(asset: Asset, made: Rendition): Promise<RenditionFacts> {
  const { body, contentType, width, height, isAnimated } = made;
  const about = { width: String(width), height: String(height), animated: isAnimated ? 'yes' : 'no' };
  const there = await putOnce(keyOf(pathOf(asset)), { body, contentType, about });
  return { ...About.parse(there.about), bytes: there.bytes };
}
