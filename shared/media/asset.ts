import * as z from 'zod';
import { type Actor, mustBe, requireRole } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { Problem } from '../problem.ts';

export const AssetKind = z.enum(['image', 'html']);
export type AssetKind = z.infer<typeof AssetKind>;

/**
 * `waiting` until its file arrives and is checked; then `ready` to be used, or `refused` with a reason. `withdrawn` by
 * somebody, for good; `removed` by the clock, which deletes its files and then the record.
 */
export const AssetState = z
  .enum(['waiting', 'ready', 'refused', 'withdrawn', 'removed'])
  .meta({ id: 'AssetState' });
export type AssetState = z.infer<typeof AssetState>;

/** An uploaded file. */
export const Asset = z
  .object({
    id: z.string(),
    state: AssetState,
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
    /** Its path for readers, `/media/ast_…` or `/frames/ast_…`, once they can get it; of a withdrawn one, where it was. */
    path: z.string().optional(),
    /** When readers could get it first. Assets of an earlier version have a path alone. */
    publishedAt: instant.optional(),
    /** When the clock last found something that uses it, while it is not public. */
    usedAt: instant.optional(),
    /** Why it was refused, and what to do. */
    reason: z.string().optional(),
    /** Who withdrew it, when and why. */
    withdrawal: z.object({ by: z.string(), at: instant, reason: z.string() }).optional(),
  })
  .meta({ id: 'Asset' });
export type Asset = z.infer<typeof Asset>;

/**
 * Something that uses an asset, as its own transaction says it: a line item today. `isCleared` while readers may see it.
 */
export const Use = z.object({ isCleared: z.boolean() });
export type Use = z.infer<typeof Use>;

/** The asset's new state and its fact. */
export type AssetOutcome = { asset: Asset; facts: Fact[] };

/** What is known of the file that readers get. */
export type RenditionFacts = Required<Pick<Asset, 'width' | 'height' | 'bytes' | 'isAnimated'>>;

/** The path of an asset. HTML has a path of its own, because it is served as foreign content in a sandbox. */
export const pathOf = ({ id, kind }: Pick<Asset, 'id' | 'kind'>) =>
  `/${kind === 'image' ? 'media' : 'frames'}/${id}`;

/** THE place that says whether readers may get an asset: it was checked, and something that uses it is cleared. */
export const isForReaders = ({ state }: Asset, uses: readonly Use[]) =>
  state === 'ready' && uses.some(({ isCleared }) => isCleared);

/** Whether it is kept for something that uses it. A file that never came, or was refused, is kept for nothing. */
export const isUsed = ({ asset, uses }: { asset: Asset; uses: readonly Use[] }) =>
  asset.bytes !== undefined && uses.length > 0;

/** An asset that was withdrawn, with who did so, when and why. */
export type Withdrawn = Asset & { withdrawal: NonNullable<Asset['withdrawal']> };

/** Whether its copies at the CDN carry its id as a cache tag: not those of an earlier version. */
export const hasTag = ({ path, publishedAt }: Asset) => path === undefined || publishedAt !== undefined;

/** Records the asset for a file that somebody is about to upload. */
export const request = (
  { id, kind, width, height }: Pick<Asset, 'id' | 'kind' | 'width' | 'height'>,
  { by, at }: Pick<Actor, 'by' | 'at'>,
): AssetOutcome => ({
  asset: { id, state: 'waiting', version: 1, kind, by, requestedAt: at, width, height },
  facts: [{ type: 'asset.requested', data: { assetId: id } }],
});

/** Marks the asset ready to be used. */
export const ready = (asset: Asset, shown: RenditionFacts, at: string): AssetOutcome => ({
  asset: { ...checked(asset, at), ...shown, state: 'ready' },
  facts: [{ type: 'asset.ready', data: { assetId: asset.id } }],
});

/** Marks the asset refused, for good: another file is another asset. */
export const refuse = (asset: Asset, reason: string, at: string): AssetOutcome => ({
  asset: { ...checked(asset, at), state: 'refused', reason },
  facts: [{ type: 'asset.refused', data: { assetId: asset.id } }],
});

/** Says that readers can get it, from now until it is withdrawn. */
export const publish = (asset: Asset, at: string): AssetOutcome => ({
  asset: { ...next(asset), path: pathOf(asset), publishedAt: at },
  facts: [{ type: 'asset.published', data: { assetId: asset.id } }],
});

/**
 * Withdraws an asset for good: its files are removed everywhere, and what shows it is no longer cleared. The record
 * keeps who, when and why.
 */
export function withdraw(asset: Asset, reason: string, actor: Actor): AssetOutcome {
  const { id, state, version } = asset;
  requireRole(actor, ['publisher', 'ad-manager'], 'withdraw an asset');
  if (!actor.roles.includes('publisher') && asset.by !== actor.by)
    throw mustBe(['publisher', 'its uploader'], `withdraw ${id}`);
  if (state !== 'waiting' && state !== 'ready')
    throw new Problem('wrong-state', `Cannot withdraw ${id} while it is ${state}`, { state, version });
  return {
    asset: { ...next(asset), state: 'withdrawn', withdrawal: { by: actor.by, at: actor.at, reason } },
    facts: [{ type: 'asset.withdrawn', data: { assetId: id, reason } }],
  };
}

/** The clock's steps: it found something that uses a checked asset, or nothing. No fact: nobody needs to know. */
export const keepUsed = (asset: Asset, at: string): AssetOutcome => ({
  asset: { ...next(asset), state: 'ready', usedAt: at },
  facts: [],
});
export const remove = (asset: Asset): AssetOutcome => ({
  asset: { ...next(asset), state: 'removed' },
  facts: [],
});

const next = (asset: Asset): Asset => ({ ...asset, version: asset.version + 1 });
const checked = (asset: Asset, at: string): Asset => ({ ...next(asset), checkedAt: at });

const day = 24 * 60 * 60_000;

/**
 * For how long an asset is kept that nothing needs, in milliseconds. A request may be repeated for a day, and then gets
 * a form for a quarter of an hour more. A reason for a refusal can be read for a week. A client may take a month to
 * agree to a booking.
 */
const kept = { waiting: 2 * day, refused: 7 * day, ready: 30 * day } as const;

/** When the clock looks whether an asset may be removed; undefined when it never is. */
export function removeAt({ state, path, requestedAt, checkedAt, usedAt }: Asset): string | undefined {
  if (state === 'withdrawn' || path !== undefined) return undefined;
  if (state === 'removed') return requestedAt;
  return new Date(Date.parse(usedAt ?? checkedAt ?? requestedAt) + kept[state]).toISOString();
}
