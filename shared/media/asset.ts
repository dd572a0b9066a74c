import * as z from 'zod';
import type { Actor } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';

export const AssetKind = z.enum(['image', 'html']);
export type AssetKind = z.infer<typeof AssetKind>;

/** A file that somebody uploads: waited for, then checked and either ready for readers or refused with a reason. */
export const Asset = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'ready', 'refused']),
    version: z.int().positive(),
    kind: AssetKind,
    by: z.string(),
    requestedAt: instant,
    checkedAt: instant.optional(),
    /** In CSS pixels, as it is shown. Of HTML as whoever uploads it says, of an image as it is. */
    width: z.int().positive().optional(),
    height: z.int().positive().optional(),
    /** Of what readers get. */
    bytes: z.int().positive().optional(),
    isAnimated: z.boolean().optional(),
    /** Where readers get it: `/media/ast_…` or `/frames/ast_…`. */
    path: z.string().optional(),
    /** Why it was refused, and what to do. */
    reason: z.string().optional(),
  })
  .meta({ id: 'Asset' });
export type Asset = z.infer<typeof Asset>;

/** The asset as it now stands, and the fact that says so. */
export type AssetOutcome = { asset: Asset; facts: Fact[] };

/** What readers get of an asset, beside its bytes. */
export type Shown = Required<Pick<Asset, 'width' | 'height' | 'bytes' | 'isAnimated'>>;

/** Where readers get an asset. HTML is kept apart: it is served as a stranger to the site. */
export const pathOf = ({ id, kind }: Pick<Asset, 'id' | 'kind'>) =>
  `/${kind === 'image' ? 'media' : 'frames'}/${id}`;

/** Notes a file that somebody is about to upload. */
export const request = (
  { id, kind, width, height }: Pick<Asset, 'id' | 'kind' | 'width' | 'height'>,
  { by, at }: Pick<Actor, 'by' | 'at'>,
): AssetOutcome => ({
  asset: { id, state: 'waiting', version: 1, kind, by, requestedAt: at, width, height },
  facts: [{ type: 'asset.requested', data: { assetId: id } }],
});

/** Readers can get it now. */
export const ready = (asset: Asset, shown: Shown, at: string): AssetOutcome => ({
  asset: { ...checked(asset, at), ...shown, state: 'ready', path: pathOf(asset) },
  facts: [{ type: 'asset.ready', data: { assetId: asset.id } }],
});

/** It cannot be shown to readers. That is for good: another file is another asset. */
export const refuse = (asset: Asset, reason: string, at: string): AssetOutcome => ({
  asset: { ...checked(asset, at), state: 'refused', reason },
  facts: [{ type: 'asset.refused', data: { assetId: asset.id } }],
});

const checked = (asset: Asset, at: string): Asset => ({
  ...asset,
  version: asset.version + 1,
  checkedAt: at,
});
