import * as z from 'zod';
import { signForm } from '../aws/upload-form.ts';
import { instant } from '../instant.ts';
import { Asset } from './asset.ts';
import { termsOf, type UploadWish } from './upload.ts';

/** An asset with the form that uploads its file: POST the fields, then the file as `file`. */
export const AssetWithForm = Asset.extend({
  upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()), expiresAt: instant }),
});
export type AssetWithForm = z.infer<typeof AssetWithForm>;

/** Adds a signed upload form to an asset, valid for a limited time. */
export async function withUploadForm(asset: Asset, wish: UploadWish, at: string): Promise<AssetWithForm> {
  const terms = termsOf(asset, wish);
  const expiresAt = new Date(Date.parse(at) + terms.seconds * 1_000).toISOString();
  return { ...asset, upload: { ...(await signForm(terms)), expiresAt } };
}
