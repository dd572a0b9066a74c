import * as z from 'zod';
import { type Actor, mustBe, requireRole } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { Problem } from '../problem.ts';
import { cropsOf, merged, type Source } from './layout.ts';
import { Crop, Description, picturePath, Rendered, type Shown } from './picture.ts';
import type { Refusal } from './refusal.ts';
import { Suggested } from './suggested.ts';

/** A `picture` of the newsroom, for articles; an `image` or `html` is the creative of an ad. */
export const AssetKind = z.enum(['image', 'html', 'picture']);
export type AssetKind = z.infer<typeof AssetKind>;

/**
 * `waiting` until its file arrives and is checked; then `ready` to be used, or `refused` with a reason. `expired` while the
 * rights to a picture are over; `withdrawn` by somebody, for good; `removed` by the clock, which deletes its files and
 * then the record.
 */
export const AssetState = z
  .enum(['waiting', 'ready', 'refused', 'expired', 'withdrawn', 'removed'])
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
    /** Why it was refused, and what to do; of a picture also in Bengali. */
    reason: z.string().optional(),
    reasonBn: z.string().optional(),
    /** What people say of a picture, and what its own file says: a suggestion, until somebody takes it over. */
    description: Description.optional(),
    suggested: Suggested.optional(),
    /** When the picture was taken, as its file says it: in local time, or with a zone. */
    taken: z.string().optional(),
    /** SHA-256 of the file as it was uploaded, in hex. */
    hash: z.string().optional(),
    /** The picture that was made of the same file before. */
    sameAs: z.string().optional(),
    /** The files of a picture, by crop. */
    crops: z.partialRecord(Crop, Rendered).optional(),
    /** Files that are being made instead, because of another focal point or because it may be shown again. */
    next: z.partialRecord(Crop, Rendered).optional(),
    /** Files that others have replaced. Pages may lead there until they are rendered again. */
    former: z.array(Rendered).optional(),
    /** Who described it in the last minutes, and when. */
    descriptions: z.array(z.object({ by: z.string(), at: instant })).optional(),
    /** How often it was given back to readers. It is part of the names of files: what is gone stays gone. */
    issue: z.int().positive().optional(),
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

/** What uses an asset, by kind: ids of articles and of line items. */
export const Users = z.object({ articles: z.array(z.string()), lineItems: z.array(z.string()) });
export type Users = z.infer<typeof Users>;

/** An asset with what uses it. */
export const AssetInUse = Asset.extend({ users: Users });
export type AssetInUse = z.infer<typeof AssetInUse>;

/** The asset's new state and its fact. `isFirst`: no other picture was made of its file. */
export type AssetOutcome = { asset: Asset; facts: Fact[]; isFirst?: boolean };

/** What is known of the file that readers get. */
export type RenditionFacts = Required<Pick<Asset, 'width' | 'height' | 'bytes' | 'isAnimated'>>;

/** The path of an asset. HTML has a path of its own, because it is served as foreign content in a sandbox. */
export function pathOf({ id, kind, crops }: Pick<Asset, 'id' | 'kind' | 'crops'>): string {
  const widest = crops?.whole?.widths.at(-1);
  if (crops?.whole && widest !== undefined) return picturePath(id, crops.whole, widest);
  return `/${kind === 'html' ? 'frames' : 'media'}/${id}`;
}

/** What pages need to show a picture; undefined when they may not: it is not checked, expired, withdrawn, or no picture. */
export const shownOf = ({ id, state, crops }: Asset): Shown | undefined =>
  state === 'ready' && crops ? { asset: id, crops } : undefined;

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
  { id, kind, width, height, description }: Pick<Asset, 'id' | 'kind' | 'width' | 'height' | 'description'>,
  { by, at }: Pick<Actor, 'by' | 'at'>,
): AssetOutcome => ({
  asset: { id, state: 'waiting', version: 1, kind, by, requestedAt: at, width, height, description },
  facts: [{ type: 'asset.requested', data: { assetId: id } }],
});

/** Marks the asset ready to be used. */
export const ready = (asset: Asset, shown: RenditionFacts, at: string): AssetOutcome => ({
  asset: { ...checked(asset, at), ...shown, state: 'ready' },
  facts: [{ type: 'asset.ready', data: { assetId: asset.id } }],
});

/** Marks the asset refused, for good: another file is another asset. */
export const refuse = (asset: Asset, { refused: reason, refusedBn }: Refusal, at: string): AssetOutcome => ({
  asset: {
    ...checked(asset, at),
    ...{ state: 'refused', reason },
    ...(refusedBn === undefined ? {} : { reasonBn: refusedBn }),
  },
  facts: [{ type: 'asset.refused', data: { assetId: asset.id } }],
});

/** What is known of a picture when it is drawn: what its file says, and which picture was made of the same file. */
export type PictureFacts = Required<Pick<Asset, 'width' | 'height' | 'bytes' | 'hash'>> &
  Pick<Asset, 'suggested' | 'taken' | 'sameAs'>;

/** Marks a picture ready to be used. */
export function readyPicture(asset: Asset, facts: PictureFacts, at: string): AssetOutcome {
  const drawn = { ...checked(asset, at), ...facts };
  return {
    asset: { ...drawn, state: 'ready', crops: cropsOf(drawn) },
    facts: [{ type: 'asset.ready', data: { assetId: asset.id } }],
    isFirst: facts.sameAs === undefined,
  };
}

/** Says that readers can get it, from now until it is withdrawn. */
export const publish = (asset: Asset, at: string): AssetOutcome => ({
  asset: { ...next(asset), path: pathOf(asset), publishedAt: at },
  facts: [{ type: 'asset.published', data: { assetId: asset.id } }],
});

/** Whether somebody may read an asset's record. Pictures are the newsroom's, of others only who uploaded one sees it. */
export const mayRead = ({ kind, by }: Pick<Asset, 'kind' | 'by'>, actor: Pick<Actor, 'by' | 'roles'>) =>
  kind !== 'picture' || by === actor.by || actor.roles.some((role) => role !== 'ad-manager');

/**
 * Withdraws an asset for good: its files are removed everywhere, and what shows it is no longer cleared. The record
 * keeps who, when and why.
 */
export function withdraw(asset: Asset, reason: string, actor: Actor): AssetOutcome {
  const { id, state, version } = asset;
  requireRole(actor, ['publisher', 'ad-manager'], 'withdraw an asset');
  if (asset.kind === 'picture') requireRole(actor, ['publisher'], 'withdraw a picture');
  if (!actor.roles.includes('publisher') && asset.by !== actor.by)
    throw mustBe(['publisher', 'its uploader'], `withdraw ${id}`);
  if (!['waiting', 'ready', 'expired'].includes(state))
    throw new Problem('wrong-state', `Cannot withdraw ${id} while it is ${state}`, { state, version });
  return {
    asset: { ...next(asset), state: 'withdrawn', withdrawal: { by: actor.by, at: actor.at, reason } },
    facts: [{ type: 'asset.withdrawn', data: { assetId: id, reason } }],
  };
}

/**
 * The most files that others have replaced: each has to be taken away with the picture, in one go, and the record has to
 * hold them all. Some thirty focal points.
 */
const mostFormer = 100;

/** The most times that a person describes a picture in so many milliseconds: each makes a version, and a fact. */
const mostDescriptions = { times: 20, within: 10 * 60_000 };

/**
 * Says of a picture what people say of it, in place of what they said before. Where other files have to be made, by another
 * focal point or because the rights to it go on, that is asked for first; then it is described.
 */
export function describe(asset: Asset, description: Description, actor: Actor): AssetOutcome {
  const { id, state, version, by } = asset;
  if (asset.kind !== 'picture')
    throw new Problem('invalid-input', `${id} is no picture: upload it with the kind "picture"`);
  if (by !== actor.by && !actor.roles.some((role) => role === 'editor' || role === 'publisher'))
    throw mustBe(['its uploader', 'editor', 'publisher'], `describe ${id}`);
  if (!['waiting', 'ready', 'expired'].includes(state))
    throw new Problem('wrong-state', `Cannot describe ${id} while it is ${state}`, { state, version });
  if (asset.publishedAt !== undefined && untilOf(asset) !== untilOf({ description }))
    requireRole(
      actor,
      ['editor', 'publisher'],
      'change until when readers may have a picture that they have had',
    );
  const since = new Date(Date.parse(actor.at) - mostDescriptions.within).toISOString();
  const recent = (asset.descriptions ?? []).filter(({ at }) => at > since);
  if (recent.filter((one) => one.by === actor.by).length >= mostDescriptions.times)
    throw new Problem(
      'too-many',
      `You described it ${mostDescriptions.times} times in ten minutes: wait a little`,
    );
  const isBack = state === 'expired' && !isOver({ description }, actor.at);
  const described: Asset = {
    ...next(asset),
    description,
    descriptions: [...recent, { by: actor.by, at: actor.at }],
    ...(isBack ? { issue: (asset.issue ?? 0) + 1 } : {}),
  };
  const isRemade = isBack || (state === 'ready' && isRedrawn(described));
  if (isRemade && (asset.former ?? []).length >= mostFormer)
    throw new Problem('invalid-input', `${id} was drawn again too often: upload the picture once more`, {
      errors: [{ pointer: '/focal', detail: 'was moved too often: upload the picture again' }],
    });
  if (isRemade) return { asset: described, facts: [{ type: 'asset.redraw-asked', data: { assetId: id } }] };
  // What pages say of it is part of each article's own copy.
  const data = { assetId: id, isRedrawn: false };
  return { asset: withoutNext(described), facts: [{ type: 'asset.described', data }] };
}

const untilOf = ({ description }: Pick<Asset, 'description'>) => description?.rights?.until;

/** A picture for which nothing is being made any more: what was made may be at its addresses all the same. */
function withoutNext({ next: dropped, ...asset }: Asset): Asset {
  return dropped ? { ...asset, former: leaving(asset, dropped) } : asset;
}

/** Whether the rights to a picture are over. */
export const isOver = (asset: Pick<Asset, 'description'>, at: string) => {
  const until = untilOf(asset);
  return until !== undefined && until <= at;
};

/** A picture that was drawn: its files can be made again. */
export type Drawable = Asset & Source & { crops: NonNullable<Asset['crops']> };

export const isDrawable = (asset: Asset): asset is Drawable =>
  asset.hash !== undefined &&
  asset.width !== undefined &&
  asset.height !== undefined &&
  asset.crops !== undefined;

/** Whether other files are to be made of it than it has. */
export const isRedrawn = (asset: Asset) => isDrawable(asset) && !areSame(cropsOf(asset), asset.crops);

type Crops = NonNullable<Asset['crops']>;

const namesOf = (crops: Crops) => Crop.options.map((crop) => crops[crop]?.hash).join(' ');
const areSame = (one: Crops, other: Crops | undefined) =>
  other !== undefined && namesOf(one) === namesOf(other);

/** Every file that readers may have got of a picture, but for those that are being made. */
export const filesOf = ({ crops = {}, former = [] }: Pick<Asset, 'crops' | 'former'>): Rendered[] =>
  merged([...Object.values(crops), ...former]);

/**
 * Notes the files that are about to be made, before any of them is at an address: a withdrawal meanwhile knows where.
 * Undefined when that was noted before.
 */
export function planned(asset: Drawable): AssetOutcome | undefined {
  const crops = cropsOf(asset);
  if (areSame(crops, asset.next)) return undefined;
  return { asset: { ...next(asset), next: crops, former: leaving(asset, asset.next) }, facts: [] };
}

/** Says that the files that were made are those of the picture from now on; it is ready, and as described. */
export function redrawn(asset: Drawable): AssetOutcome {
  const { next: made = {}, ...rest } = asset;
  const current: Asset = { ...next(rest), state: 'ready', crops: made };
  const names = new Set(Object.values(made).map(({ hash }) => hash));
  return {
    asset: {
      ...current,
      former: leaving(asset, asset.crops).filter(({ hash }) => !names.has(hash)),
      ...(asset.path === undefined ? {} : { path: pathOf(current) }),
    },
    facts: [{ type: 'asset.described', data: { assetId: asset.id, isRedrawn: true } }],
  };
}

/** The rights to a picture are over: readers get it no longer. What was being made of it is never shown. */
export const expire = (asset: Asset): AssetOutcome => ({
  asset: { ...withoutNext(next(asset)), state: 'expired' },
  facts: [{ type: 'asset.expired', data: { assetId: asset.id } }],
});

const leaving = ({ former = [] }: Asset, crops: Crops = {}) => merged([...former, ...Object.values(crops)]);

/** The clock's steps: it found something that uses a checked asset, or nothing. No fact: nobody needs to know. */
export const keepUsed = (asset: Asset, at: string): AssetOutcome => ({
  asset: { ...next(asset), state: asset.state === 'removed' ? 'ready' : asset.state, usedAt: at },
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
const kept = { waiting: 2 * day, refused: 7 * day, ready: 30 * day, expired: 30 * day } as const;

/** When the clock looks whether an asset may be removed; undefined when it never is. */
export function removeAt({ state, path, requestedAt, checkedAt, usedAt }: Asset): string | undefined {
  if (state === 'withdrawn' || path !== undefined) return undefined;
  if (state === 'removed') return requestedAt;
  return new Date(Date.parse(usedAt ?? checkedAt ?? requestedAt) + kept[state]).toISOString();
}
