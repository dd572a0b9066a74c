import * as z from 'zod';
import { type Actor, type Role, requireRole } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import type { Asset } from '../media/asset.ts';
import { Section } from '../newsroom.ts';
import { type FieldProblem, Problem } from '../problem.ts';
import { line } from '../text.ts';
import { measuresOf } from './measures.ts';
import { type Size, Slot, type SlotName, slots } from './slots.ts';

/** From when until when readers may see it: the first instant is in, the last is not. */
export const Flight = z
  .strictObject({ from: instant, until: instant })
  .refine(({ from, until }) => from < until, {
    error: 'must be later than from',
    path: ['until'],
  })
  .meta({ id: 'Flight' });
export type Flight = z.infer<typeof Flight>;

/** Where a click leads: `https:`, to a host with a dot in its name, without a password in it. */
const Destination = z.string().max(2000).refine(isDestination, {
  error: 'must be an https:// address, whole, without spaces, and of 2,000 characters at most as it is sent',
});

/** As it is sent, where a Bengali letter takes nine characters: what browsers and gateways take in an answer. */
const longest = 2000;

function isDestination(href: string) {
  if (!href.isWellFormed() || !/^https:\/\/[^\s\p{Cc}\\\uFFFD]+$/iu.test(href) || !URL.canParse(href))
    return false;
  const { href: sent, hostname, username, password } = new URL(href);
  return hostname.includes('.') && username === '' && password === '' && sent.length <= longest;
}

/** What readers see, and where it leads. The asset is one that was uploaded and checked. */
export const Creative = z
  .strictObject({
    asset: z.string().max(64),
    /** What it says, for those who do not see it: in code points. */
    alt: line(200),
    url: Destination,
    /** What stands beside the word for an advertisement, where it needs to say whose. */
    label: line(60).optional(),
  })
  .meta({ id: 'Creative' });
export type Creative = z.infer<typeof Creative>;

/** No more than so many views by one reader within so many hours, as that reader's own browser counts. */
export const Cap = z
  .strictObject({ views: z.int().min(1).max(1000), hours: z.int().min(1).max(720) })
  .meta({ id: 'Cap' });

export const Priority = z.enum(['sponsorship', 'standard', 'house']).meta({ id: 'Priority' });
export type Priority = z.infer<typeof Priority>;

/** A line item as it is booked: everything an ad manager says of it. */
export const Booking = z.strictObject({
  advertiser: line(120),
  slot: Slot,
  flight: Flight,
  creative: Creative,
  /** Its share among the line items of its priority in its slot. */
  weight: z.int().min(1).max(1000).default(10),
  priority: Priority.default('standard'),
  /** Sections it may run in; everywhere when none is named. */
  sections: z.array(Section).max(50).default([]),
  cap: Cap.optional(),
  /** Impressions that were sold, by which its pace is told. */
  impressions: z.int().min(1).max(1_000_000_000).optional(),
});
export type Booking = z.infer<typeof Booking>;

export const LineItemState = z.enum(['draft', 'cleared', 'paused', 'ended']).meta({ id: 'LineItemState' });
export type LineItemState = z.infer<typeof LineItemState>;

/** A booking and how it stands. What it names may be sold no more: a slot, a size, a section. */
export const LineItem = Booking.extend({
  slot: z.string(),
  sections: z.array(z.string()),
  id: z.string(),
  state: LineItemState,
  /** Counts saves; every write to the record is conditional on it. */
  version: z.int().positive(),
  /** The creative's size and kind, known from when it was cleared. */
  size: z.string().optional(),
  kind: z.enum(['image', 'html']).optional(),
  clearedAt: instant.optional(),
  createdBy: z.string(),
  createdAt: instant,
  savedBy: z.string(),
  savedAt: instant,
  endedAt: instant.optional(),
  /** Whether somebody took it from readers before its flight was over. */
  isTakenDown: z.boolean().optional(),
}).meta({ id: 'LineItem' });
export type LineItem = z.infer<typeof LineItem>;

/** How a line item comes to readers and leaves them: where each step may start, where it ends, and its fact. */
export const steps = {
  create: { from: [], to: 'draft', fact: 'line-item.created' },
  /** An edit voids the clearance. */
  edit: { from: ['draft', 'cleared', 'paused'], to: 'draft', fact: 'line-item.edited' },
  clear: { from: ['draft'], to: 'cleared', fact: 'line-item.cleared' },
  pause: { from: ['cleared'], to: 'paused', fact: 'line-item.paused' },
  resume: { from: ['paused'], to: 'cleared', fact: 'line-item.resumed' },
  end: { from: ['draft', 'cleared', 'paused'], to: 'ended', fact: 'line-item.ended' },
} as const satisfies Record<string, Step>;

type Step = { from: readonly LineItemState[]; to: LineItemState; fact: Fact['type'] };
export type StepName = keyof typeof steps;

/** The line item as it now stands, and what to announce. Saved together. */
export type Outcome = { lineItem: LineItem; facts: Fact[] };

/** Books a line item: a draft, which no reader sees. */
export function create(id: string, booking: Booking, actor: Actor): Outcome {
  const { by, at } = actor;
  const draft: LineItem = {
    ...booking,
    ...{ id, state: 'draft', version: 0, createdBy: by, createdAt: at, savedBy: by, savedAt: at },
  };
  return move('create', draft, actor);
}

/** Books it anew. Whatever it was, it is a draft again, and no reader sees it until it is cleared. */
export function edit(before: LineItem, booking: Booking, actor: Actor): Outcome {
  guard('edit', before, actor);
  const { id, state, version, createdBy, createdAt, clearedAt } = before;
  if (clearedAt !== undefined && booking.advertiser !== before.advertiser)
    throw new Problem('invalid-input', 'Book another line item for another advertiser', {
      errors: [
        { pointer: '/advertiser', detail: 'stays as it was when readers could see it: reports are theirs' },
      ],
    });
  const saved = { id, state, version, createdBy, createdAt, clearedAt, savedBy: actor.by, savedAt: actor.at };
  return move('edit', { ...booking, ...saved }, actor);
}

/** Lets readers see it within its flight. Its creative is checked, and has a size of its slot. */
export function clear(lineItem: LineItem, asset: Asset | undefined, actor: Actor): Outcome {
  guard('clear', lineItem, actor);
  const { slot, creative, flight } = lineItem;
  const errors = faultsOf({ slot, creative, flight }, asset, actor.at);
  if (errors.length === 0 && asset?.state === 'waiting')
    errors.push({ pointer: '/creative/asset', detail: 'is not checked yet: upload it, or ask again soon' });
  if (errors.length > 0)
    throw new Problem('invalid-input', 'Mend this by an edit, then clear it again', { errors });
  const cleared = { size: asset && sizeFor(slot, asset), kind: asset?.kind, clearedAt: actor.at };
  return move('clear', { ...lineItem, ...cleared }, actor);
}

/** Takes it from readers, for now or for good, or gives it back to them. */
export const pause = (lineItem: LineItem, actor: Actor): Outcome => move('pause', lineItem, actor);
export const resume = (lineItem: LineItem, actor: Actor): Outcome => move('resume', lineItem, actor);
export function end(lineItem: LineItem, actor: Actor): Outcome {
  const isTakenDown = lineItem.state === 'paused' || !actor.roles.includes('system');
  return move('end', { ...lineItem, endedAt: actor.at, isTakenDown }, actor);
}

/** What is wrong with a booking that its own words do not show: the flight beside the time, the creative beside the slot. */
export function faultsOf(
  { flight, slot, creative }: Partial<Pick<LineItem, 'flight' | 'slot'>> & { creative?: object | undefined },
  asset: Asset | undefined,
  at: string,
): FieldProblem[] {
  const isPast = flight !== undefined && flight.until <= at;
  const creativeFault = creative && faultOf(asset, slot);
  return [
    ...(slot !== undefined && !isSold(slot) ? [{ pointer: '/slot', detail: 'is sold no more' }] : []),
    ...(isPast ? [{ pointer: '/flight/until', detail: 'lies in the past' }] : []),
    ...(creativeFault ? [{ pointer: '/creative/asset', detail: creativeFault }] : []),
  ];
}

const isSold = (slot: string): slot is SlotName => Object.hasOwn(slots, slot);

function faultOf(asset: Asset | undefined, slot: string | undefined): string | undefined {
  if (!asset) return 'is not there: POST /api/media asks for an upload, and answers with its id';
  if (asset.state === 'refused') return `was refused: ${asset.reason}`;
  if (asset.state === 'waiting' || !slot || !isSold(slot) || sizeFor(slot, asset)) return undefined;
  return `is ${asset.width}×${asset.height}; ${slot} takes ${slots[slot].sizes.join(', ')}`;
}

/** The size of a slot that a creative has: to the pixel, or an image at twice the pixels for fine screens. */
export const sizeFor = (slot: string, { kind, width, height }: Asset): Size | undefined =>
  (isSold(slot) ? slots[slot].sizes : []).find((size) => {
    const wanted = measuresOf(size);
    const scales = kind === 'image' ? [1, 2] : [1];
    return scales.some((scale) => width === wanted.width * scale && height === wanted.height * scale);
  });

/** How long a click on a page that was open when its flight ended still leads on, in milliseconds. */
const grace = 24 * 60 * 60_000;

/**
 * Where a click leads: nowhere before the flight, and once somebody paused it or ended it by hand. What was taken
 * from readers may have been taken for what it leads to.
 */
export function destinationOf({ id, state, flight, creative, isTakenDown }: LineItem, at: string): string {
  const isOpen = state === 'cleared' || (state === 'ended' && !isTakenDown);
  const isLate = Date.parse(at) >= Date.parse(flight.until) + grace;
  if (!isOpen || at < flight.from || isLate) throw new Problem('not-found', `${id} leads nowhere now`);
  return new URL(creative.url).href;
}

/** Refuses a step to someone who may not take it, then from a state it does not start in. */
function guard(name: StepName, { id, state, version }: LineItem, actor: Actor) {
  const who: (Role | 'system')[] = name === 'end' ? ['ad-manager', 'system'] : ['ad-manager'];
  requireRole(actor, who, `${name} a line item`);
  const { from }: Step = steps[name];
  if (name !== 'create' && !from.includes(state))
    throw new Problem('wrong-state', `Cannot ${name} ${id} while it is ${state}`, { state, version });
}

function move(name: StepName, lineItem: LineItem, actor: Actor): Outcome {
  guard(name, lineItem, actor);
  const { to, fact } = steps[name];
  const { id: lineItemId, slot } = lineItem;
  return {
    lineItem: { ...lineItem, state: to, version: lineItem.version + 1 },
    facts: [{ type: fact, data: { lineItemId, slot } }],
  };
}
