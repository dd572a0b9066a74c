import * as z from 'zod';
import { type Actor, type Role, requireRole } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import type { Asset, Withdrawn } from '../media/asset.ts';
import { Section } from '../newsroom.ts';
import { type FieldProblem, Problem } from '../problem.ts';
import { line } from '../text.ts';
import { measuresOf } from './measures.ts';
import { type Size, Slot, type SlotName, slots } from './slots.ts';
import { LineItemState, type Step, type StepName, steps } from './workflow.ts';

/** When readers may see it: from the first instant, inclusive, until the last, exclusive. */
export const Flight = z
  .strictObject({ from: instant, until: instant })
  .refine(({ from, until }) => from < until, {
    error: 'must be later than from',
    path: ['until'],
  })
  .meta({ id: 'Flight' });
export type Flight = z.infer<typeof Flight>;

/** The target of a click: an `https:` URL with a dot in its host name and without a password. */
const Destination = z.string().max(2000).refine(isDestination, {
  error:
    'must be a complete https:// address without spaces, of 2,000 characters at most when percent-encoded',
});

/**
 * The longest URL, percent-encoded, that browsers and gateways accept in a redirect. A Bengali letter takes nine
 * characters.
 */
const longest = 2000;

function isDestination(href: string) {
  if (!href.isWellFormed() || !/^https:\/\/[^\s\p{Cc}\\\uFFFD]+$/iu.test(href) || !URL.canParse(href))
    return false;
  const { href: sent, hostname, username, password } = new URL(href);
  return hostname.includes('.') && username === '' && password === '' && sent.length <= longest;
}

/** What readers see, and where a click leads. The asset is an uploaded and checked file. */
export const Creative = z
  .strictObject({
    asset: z.string().max(64),
    /** Alternative text, in code points. */
    alt: line(200),
    url: Destination,
    /** A label after the word "advertisement", where readers need to know whose it is. */
    label: line(60).optional(),
  })
  .meta({ id: 'Creative' });
export type Creative = z.infer<typeof Creative>;

/** A frequency cap: at most so many views per reader within so many hours, counted in the reader's own browser. */
export const Cap = z
  .strictObject({ views: z.int().min(1).max(1000), hours: z.int().min(1).max(720) })
  .meta({ id: 'Cap' });

export const Priority = z.enum(['sponsorship', 'standard', 'house']).meta({ id: 'Priority' });
export type Priority = z.infer<typeof Priority>;

/** A booking: everything an ad manager enters for a line item. */
export const Booking = z.strictObject({
  advertiser: line(120),
  slot: Slot,
  flight: Flight,
  creative: Creative,
  /** Its share of views among line items of the same priority in the same slot. */
  weight: z.int().min(1).max(1000).default(10),
  priority: Priority.default('standard'),
  /** Sections it may run in; empty means everywhere. */
  sections: z.array(Section).max(50).default([]),
  cap: Cap.optional(),
  /** Impressions sold; its pace is measured against them. */
  impressions: z.int().min(1).max(1_000_000_000).optional(),
});
export type Booking = z.infer<typeof Booking>;

/** A booking and its state. It may name a slot, size or section that no longer exists. */
export const LineItem = Booking.extend({
  slot: z.string(),
  sections: z.array(z.string()),
  id: z.string(),
  state: LineItemState,
  /** Counts saves; every write to the record is conditional on it. */
  version: z.int().positive(),
  /** The creative's size and kind, set when it is cleared. */
  size: z.string().optional(),
  kind: z.enum(['image', 'html']).optional(),
  clearedAt: instant.optional(),
  createdBy: z.string(),
  createdAt: instant,
  savedBy: z.string(),
  savedAt: instant,
  endedAt: instant.optional(),
  /** Whether it was paused or ended by hand before its flight was over. */
  isTakenDown: z.boolean().optional(),
  /** Why it is a draft again: its creative was withdrawn. Book another one. */
  withdrawal: z.object({ asset: z.string(), by: z.string(), at: instant, reason: z.string() }).optional(),
}).meta({ id: 'LineItem' });
export type LineItem = z.infer<typeof LineItem>;

/** The line item's new state and its facts, and the asset that it no longer uses. Saved together. */
export type Outcome = { lineItem: LineItem; facts: Fact[]; left?: string };

/** Books a line item. It is a draft, which readers do not see. */
export function create(id: string, booking: Booking, actor: Actor): Outcome {
  const { by, at } = actor;
  const draft: LineItem = {
    ...booking,
    ...{ id, state: 'draft', version: 0, createdBy: by, createdAt: at, savedBy: by, savedAt: at },
  };
  return move('create', draft, actor);
}

/** Replaces its booking. It becomes a draft again, and readers do not see it until it is cleared. */
export function edit(before: LineItem, booking: Booking, actor: Actor): Outcome {
  guard('edit', before, actor);
  const { id, state, version, createdBy, createdAt, clearedAt } = before;
  if (clearedAt !== undefined && booking.advertiser !== before.advertiser)
    throw new Problem('invalid-input', 'Book another line item for another advertiser', {
      errors: [
        {
          pointer: '/advertiser',
          detail: 'cannot change once readers could see the ad: its reports belong to the advertiser',
        },
      ],
    });
  const saved = { id, state, version, createdBy, createdAt, clearedAt, savedBy: actor.by, savedAt: actor.at };
  const outcome = move('edit', { ...booking, ...saved }, actor);
  const { asset } = before.creative;
  return asset === booking.creative.asset ? outcome : { ...outcome, left: asset };
}

/** Clears a line item for its flight. Its creative must be checked and have a size of its slot. */
export function clear(lineItem: LineItem, asset: Asset | undefined, actor: Actor): Outcome {
  guard('clear', lineItem, actor);
  const { slot, creative, flight } = lineItem;
  const errors = faultsOf({ slot, creative, flight }, asset, actor.at);
  if (errors.length === 0 && asset?.state === 'waiting')
    errors.push({ pointer: '/creative/asset', detail: 'is not checked yet: upload it, or try again soon' });
  if (errors.length > 0) throw withFaults(errors);
  const kind = asset?.kind === 'picture' ? undefined : asset?.kind;
  const cleared = { size: asset && sizeFor(slot, asset), kind, clearedAt: actor.at };
  return move('clear', { ...lineItem, ...cleared }, actor);
}

const withFaults = (errors: FieldProblem[]) =>
  new Problem('invalid-input', 'Edit the line item, then clear it again', { errors });

/** Pausing and ending hide a line item from readers, for now or for good; resuming shows it again. */
export const pause = (lineItem: LineItem, actor: Actor): Outcome => move('pause', lineItem, actor);
export function resume(lineItem: LineItem, asset: Asset | undefined, actor: Actor): Outcome {
  guard('resume', lineItem, actor);
  const fault = asset?.state === 'ready' ? undefined : faultOf(asset, lineItem.slot);
  if (fault) throw withFaults([{ pointer: '/creative/asset', detail: fault }]);
  return move('resume', lineItem, actor);
}
export function end(lineItem: LineItem, actor: Actor): Outcome {
  const isTakenDown = lineItem.state === 'paused' || !actor.roles.includes('system');
  return move('end', { ...lineItem, endedAt: actor.at, isTakenDown }, actor);
}

/** Voids the clearance of a line item whose creative somebody withdrew, and says so in its record. */
export function loseCreative(
  lineItem: LineItem,
  { id: assetId, withdrawal }: Pick<Withdrawn, 'id' | 'withdrawal'>,
  actor: Actor,
): Outcome {
  guard('loseCreative', lineItem, actor);
  const { to: state, fact: type } = steps.loseCreative;
  const { id: lineItemId, slot } = lineItem;
  return {
    lineItem: {
      ...lineItem,
      state,
      version: lineItem.version + 1,
      withdrawal: { asset: assetId, ...withdrawal },
    },
    facts: [{ type, data: { lineItemId, slot, assetId, reason: withdrawal.reason } }],
  };
}

/** The faults of a booking that its schema cannot see: a flight that is over, a creative that does not fit the slot. */
export function faultsOf(
  { flight, slot, creative }: Partial<Pick<LineItem, 'flight' | 'slot'>> & { creative?: object | undefined },
  asset: Asset | undefined,
  at: string,
): FieldProblem[] {
  const isPast = flight !== undefined && flight.until <= at;
  const creativeFault = creative && faultOf(asset, slot);
  return [
    ...(slot !== undefined && !isSold(slot) ? [{ pointer: '/slot', detail: 'is no longer sold' }] : []),
    ...(isPast ? [{ pointer: '/flight/until', detail: 'is in the past' }] : []),
    ...(creativeFault ? [{ pointer: '/creative/asset', detail: creativeFault }] : []),
  ];
}

const isSold = (slot: string): slot is SlotName => Object.hasOwn(slots, slot);

function faultOf(asset: Asset | undefined, slot: string | undefined): string | undefined {
  if (!asset) return 'does not exist: request an upload with POST /api/media, which returns its id';
  if (asset.kind === 'picture') return 'is a picture of the newsroom: upload it as an image';
  if (asset.state === 'refused') return `was refused: ${asset.reason}`;
  if (asset.state === 'withdrawn') return `was withdrawn: ${asset.withdrawal?.reason}`;
  if (asset.state === 'waiting' || !slot || !isSold(slot) || sizeFor(slot, asset)) return undefined;
  return `is ${asset.width}×${asset.height}; ${slot} takes ${slots[slot].sizes.join(', ')}`;
}

/** The slot's size that a creative has: exactly, or for an image also at twice the pixels for high-density screens. */
export const sizeFor = (slot: string, { kind, width, height }: Asset): Size | undefined =>
  (isSold(slot) ? slots[slot].sizes : []).find((size) => {
    const wanted = measuresOf(size);
    const scales = kind === 'image' ? [1, 2] : [1];
    return scales.some((scale) => width === wanted.width * scale && height === wanted.height * scale);
  });

/** How long after its flight a click still redirects, in milliseconds: readers may have the page open. */
const grace = 24 * 60 * 60_000;

/**
 * The target of a click. Throws `not-found` before the flight, a day after it, and once somebody has paused or ended
 * the line item by hand: the target may be the reason it was taken down.
 */
export function destinationOf({ id, state, flight, creative, isTakenDown }: LineItem, at: string): string {
  const isOpen = state === 'cleared' || (state === 'ended' && !isTakenDown);
  const isLate = Date.parse(at) >= Date.parse(flight.until) + grace;
  if (!isOpen || at < flight.from || isLate) throw new Problem('not-found', `${id} is not running now`);
  return new URL(creative.url).href;
}

/** Who may take a step, where that is not an ad manager alone. */
const whoMay: Partial<Record<StepName, readonly (Role | 'system')[]>> = {
  end: ['ad-manager', 'system'],
  loseCreative: ['system'],
};

/** Throws `forbidden` when the actor may not take the step, then `wrong-state` when it cannot start from this state. */
function guard(name: StepName, { id, state, version }: LineItem, actor: Actor) {
  requireRole(actor, whoMay[name] ?? ['ad-manager'], `${name} a line item`);
  const { from }: Step = steps[name];
  if (name !== 'create' && !from.includes(state))
    throw new Problem('wrong-state', `Cannot ${name} ${id} while it is ${state}`, { state, version });
}

function move(name: Exclude<StepName, 'loseCreative'>, lineItem: LineItem, actor: Actor): Outcome {
  guard(name, lineItem, actor);
  const { to, fact } = steps[name];
  const { id: lineItemId, slot } = lineItem;
  return {
    lineItem: { ...lineItem, state: to, version: lineItem.version + 1 },
    facts: [{ type: fact, data: { lineItemId, slot } }],
  };
}
