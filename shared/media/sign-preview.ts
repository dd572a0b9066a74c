import type { Actor } from '../actor.ts';
import { signLink } from '../aws/sign-link.ts';
import type { Asset } from './asset.ts';
import { type Preview, previewFileOf } from './preview.ts';

/** For how long a link is good, in seconds: a page of the desk is loaded, and asks again. */
const seconds = 5 * 60;

/** An asset with a signed link to a file of it, for those who may see it before readers do. */
export async function withPreview<A extends Asset>(
  asset: A,
  caller: Actor,
): Promise<A & { preview?: Preview }> {
  const file = previewFileOf(asset, caller);
  if (file === undefined) return asset;
  const expiresAt = new Date(Date.parse(caller.at) + seconds * 1_000).toISOString();
  return { ...asset, preview: { url: await signLink(file, seconds), expiresAt } };
}
