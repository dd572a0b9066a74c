import { createHash } from 'node:crypto';
import * as z from 'zod';
import { keepFirst, putOnce } from '../aws/media.ts';
import { Problem } from '../problem.ts';
import { type Asset, type AssetOutcome, type RenditionFacts, ready, readyPicture, refuse } from './asset.ts';
import { findSameFile, getAsset, saveAsset } from './asset-store.ts';
import { renditionOfHtml } from './creative.ts';
import { drawIfSound, examine } from './examine.ts';
import { incoming, original, rendition } from './files.ts';
import { renditionOfImage } from './image.ts';
import { putDrawn } from './put-drawn.ts';
import { removeFiles } from './remove-files.ts';
import type { Rendition } from './rendition.ts';

/**
 * Checks an upload and makes the files that readers will get, or refuses it with a reason. An asset is decided once, by
 * the first file that arrived. Whatever else comes by the same form, or was made while somebody else decided, is
 * removed.
 */
export async function checkUpload(id: string, at: string): Promise<void> {
  const asset = await getAsset(id);
  const decided = asset.state === 'waiting' ? await decide(asset, at) : asset;
  if (!decided) return checkUpload(id, at);
  await removeFiles(decided);
}

/** The asset as it was decided; undefined when somebody else has saved it in between. */
async function decide(asset: Asset, at: string): Promise<Asset | undefined> {
  const file = Buffer.from(await keepFirst(incoming(asset), original(asset)));
  const outcome = await (asset.kind === 'picture' ? judgePicture : judge)(asset, file, at);
  return saveAsset(outcome, { by: 'media-check', at }).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'stale') return undefined;
    throw error;
  });
}

async function judge(asset: Asset, file: Buffer, at: string): Promise<AssetOutcome> {
  const made = asset.kind === 'html' ? renditionOfHtml(file, asset) : await renditionOfImage(file);
  return 'refused' in made ? refuse(asset, made, at) : ready(asset, await putRendition(asset, made), at);
}

async function judgePicture(asset: Asset, file: Buffer, at: string): Promise<AssetOutcome> {
  const examined = await examine(file);
  if ('refused' in examined) return refuse(asset, examined, at);
  const hash = createHash('sha256').update(file).digest('hex');
  const sameAs = await findSameFile(hash);
  const files = await drawIfSound(file, { ...asset, ...examined, hash });
  if ('refused' in files) return refuse(asset, files, at);
  await putDrawn(asset.id, files);
  const bytes = Math.max(...files.map(({ body }) => body.length));
  const facts = { ...examined, hash, bytes, ...(sameAs === undefined ? {} : { sameAs }) };
  return readyPicture(asset, facts, at);
}

const About = z
  .object({ width: z.coerce.number(), height: z.coerce.number(), animated: z.enum(['yes', 'no']) })
  .transform(({ animated, ...sides }) => ({ ...sides, isAnimated: animated === 'yes' }));

/** Puts a rendition into the private bucket. If the file is checked twice at once, the first rendition stays. */
async function putRendition(asset: Asset, made: Rendition): Promise<RenditionFacts> {
  const { body, contentType, width, height, isAnimated } = made;
  const about = { width: String(width), height: String(height), animated: isAnimated ? 'yes' : 'no' };
  const there = await putOnce(rendition(asset), { body, contentType, about });
  return { ...About.parse(there.about), bytes: there.bytes };
}
