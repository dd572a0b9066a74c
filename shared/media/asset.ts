import * as z from 'zod';
import type { Actor } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';

export const AssetKind = z.enum(['image', 'html']);
export type AssetKind = z.infer<typeof AssetKind>;

/** An uploaded file: `waiting` until it arrives and is checked, then `ready` for readers or `refused` with a reason. */
export const Asset = z
  .object({
    id: z.string(),
    state: z.enum(['waiting', 'ready', 'refused']),
    version: z.int().positive(),
    kind: AssetKind,
    by: z.string(),
    requestedAt: instant,
    checkedAt: instant.optional(),
    /** In CSS pixels, as shown: of HTML as its uploader states, of an image as measured. */
    width: z.int().positive().optional(),
    height: z.int().positive().optional(),
    /** Size of the file that readers get. */
    bytes: z.int().positive().optional(),
    isAnimated: z.boolean().optional(),
    /** Its path for readers: `/media/ast_…` or `/frames/ast_…`. */
    path: z.string().optional(),
    /** Why it was refused, and what to do. */
    reason: z.string().optional(),
  })
  .meta({ id: 'Asset' });
export type Asset = z.infer<typeof Asset>;

/** The asset's new state and its fact. */
export type AssetOutcome = { asset: Asset; facts: Fact[] };

/** What is known of the file that readers get. */
export type RenditionFacts = Required<Pick<Asset, 'width' | 'height' | 'bytes' | 'isAnimated'>>;

/** The path of an asset. HTML has a path of its own, because it is served as foreign content in a sandbox. */
export const pathOf = ({ id, kind }: Pick<Asset, 'id' | 'kind'>) =>
  `/${kind === 'image' ? 'media' : 'frames'}/${id}`;

/** Records the asset for a file that somebody is about to upload. */
export const request = (
  { id, kind, width, height }: Pick<Asset, 'id' | 'kind' | 'width' | 'height'>,
  { by, at }: Pick<Actor, 'by' | 'at'>,
): AssetOutcome => ({
  asset: { id, state: 'waiting', version: 1, kind, by, requestedAt: at, width, height },
  facts: [{ type: 'asset.requested', data: { assetId: id } }],
});

/** Marks the asset ready: readers can get it now. */
export const ready = (asset: Asset, shown: RenditionFacts, at: string): AssetOutcome => ({
  asset: { ...checked(asset, at), ...shown, state: 'ready', path: pathOf(asset) },
  facts: [{ type: 'asset.ready', data: { assetId: asset.id } }],
});

/** Marks the asset refused, for good: another file is another asset. */
export const refuse = (asset: Asset, reason: string, at: string): AssetOutcome => ({
  asset: { ...checked(asset, at), state: 'refused', reason },
  facts: [{ type: 'asset.refused', data: { assetId: asset.id } }],
});

const checked = (asset: Asset, at: string): Asset => ({
  ...asset,
  version: asset.version + 1,
  checkedAt: at,
});
