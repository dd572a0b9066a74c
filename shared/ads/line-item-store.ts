import * as z from 'zod';
import { type Actor, system } from '../actor.ts';
import { commit, place } from '../aws/commit.ts';
import { withIdempotency } from '../aws/idempotency.ts';
import { readListing } from '../aws/listing.ts';
import { type Position, read, readAllUnder, readable, readList, recordIn } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { lineItemId } from '../id-forms.ts';
import { keys, lists } from '../keys.ts';
import type { Withdrawn } from '../media/asset.ts';
import { Problem } from '../problem.ts';
import type { Records, Saving } from '../records.ts';
import { settleInTurn } from '../settle-all.ts';
import { end, LineItem, loseCreative, type Outcome } from './line-item.ts';
import { Placement, placementOf } from './placement.ts';
import type { SlotName } from './slots.ts';
import type { LineItemState } from './workflow.ts';

const { head: headKey, placement: placementKey } = keys.lineItem;

export async function findLineItem(id: string): Promise<LineItem | undefined> {
  const item = await read(headKey({ id }));
  return item && LineItem.parse(item.record);
}

/** The same for whoever counts: one that cannot be read is as one that does not exist. */
export async function findReadable(id: string): Promise<LineItem | undefined> {
  return recordIn(await read(headKey({ id })), LineItem);
}

export async function getLineItem(id: string): Promise<LineItem> {
  const lineItem = await findLineItem(id);
  if (!lineItem) throw new Problem('not-found', `There is no line item ${id}`);
  return lineItem;
}

/** The line item named in a public URL. A name that cannot be an id is not looked up. */
export async function getLineItemNamed(name: string): Promise<LineItem> {
  if (!lineItemId.test(name)) throw new Problem('not-found', 'There is no such line item');
  return getLineItem(name);
}

/**
 * Saves a line item with its fact, and that it uses its creative until it is ended. One that readers may see is placed
 * later, when they can get its creative; one that they may not see loses its placement at once. Throws `stale` when
 * somebody saved it in between, or the creative of one that is cleared was withdrawn.
 */
export async function saveLineItem(
  { lineItem, facts, left }: Outcome,
  { by, at, answerItem }: Saving<LineItem>,
): Promise<LineItem> {
  const { id, state, version, flight, creative } = lineItem;
  const isCleared = state === 'cleared';
  const use = (asset: string) => keys.asset.use({ id: asset, user: id });
  await commit({
    head: {
      ...headKey(lineItem),
      version,
      list: lists.lineItems({ state }),
      at: flight.until,
      record: lineItem,
    },
    expectedVersion: version - facts.length,
    facts: facts.map((fact) => parseEvent({ id: `${id}@${version}`, at, by, ...fact })),
    puts: state === 'ended' ? [] : [{ ...use(creative.asset), record: { isCleared } }],
    deletes: [
      ...(isCleared ? [] : [placementKey({ id })]),
      ...(state === 'ended' ? [use(creative.asset)] : []),
      ...(left === undefined ? [] : [use(left)]),
    ],
    standing: isCleared ? [{ key: keys.asset.head({ id: creative.asset }), state: 'ready' }] : [],
    answer: answerItem?.(lineItem),
  });
  return lineItem;
}

/** Hands a cleared line item to the script of the pages, unless somebody has saved it since. */
export async function placeLineItem(lineItem: LineItem): Promise<void> {
  const { id, version } = lineItem;
  await place({ ...placementKey({ id }), record: placementOf(lineItem) }, { key: headKey({ id }), version });
}

/**
 * Makes drafts of all line items that use a withdrawn asset, in their records its reason. Those that an earlier version
 * of Khobor saved do not say what they use; the cleared ones among them have placements.
 */
export async function loseCreatives(
  asset: Pick<Withdrawn, 'id' | 'withdrawal'>,
  actor: Actor,
): Promise<void> {
  const { use } = keys.asset;
  const used = await readAllUnder(use.partition(asset), use.prefix);
  const placed = (await getPlacements()).filter((one) => one.asset === asset.id);
  const users = used.map(({ sk }) => use.inSk(sk).user).filter((id) => lineItemId.test(id));
  const ids = new Set([...users, ...placed.map(({ id }) => id)]);
  await settleInTurn([...ids].map((id) => () => loseOne(id, asset, actor)));
}

async function loseOne(id: string, asset: Pick<Withdrawn, 'id' | 'withdrawal'>, actor: Actor, tries = 4) {
  const lineItem = await findLineItem(id);
  const isUsing = lineItem?.creative.asset === asset.id && lineItem.withdrawal?.asset !== asset.id;
  if (!isUsing || lineItem.state === 'ended') return;
  await saveLineItem(loseCreative(lineItem, asset, actor), actor).catch((error: unknown) => {
    if (tries > 1 && error instanceof Problem && error.code === 'stale')
      return loseOne(id, asset, actor, tries - 1);
    throw error;
  });
}

/** How routes load, save and answer line items. */
export const lineItems: Records<LineItem, Outcome, LineItem, LineItem> = {
  kind: 'ad',
  path: '/api/line-items',
  roles: ['ad-manager'],
  output: LineItem,
  get: getLineItem,
  save: saveLineItem,
  withIdempotency: (request, work) =>
    withIdempotency(request, work, async (answer) => LineItem.parse(answer)),
};

/** One batch of a list; `cursor` is set when there is more. */
export const LineItemList = z.object({ items: z.array(LineItem), cursor: z.string().optional() });
export type LineItemList = z.infer<typeof LineItemList>;

/** Line items at a state, those that end first coming first; only those of `slot` if it is given. */
export async function listLineItems(
  state: LineItemState,
  slot: SlotName | undefined,
  cursor: string | undefined,
): Promise<LineItemList> {
  const { items, ...more } = await readListing(lists.lineItems({ state }), cursor, {
    limit: 50,
    newestFirst: state === 'ended',
    where: { slot },
  });
  return { items: readable(items, LineItem), ...more };
}

/** The placements of all cleared line items, whenever their flights begin. */
export async function getPlacements(): Promise<Placement[]> {
  const items = await readAllUnder(placementKey.partition({}), placementKey.prefix);
  return readable(items, Placement);
}

/** Ends all line items whose flight is over, fifty at once. A failure does not stop the others. */
export async function endFlown(at: string): Promise<void> {
  const states = ['cleared', 'paused'] as const;
  await settleInTurn(states.map((state) => () => endFlownAt(lists.lineItems({ state }), at)));
}

async function endFlownAt(list: string, at: string) {
  const failures: unknown[] = [];
  let from: Position | undefined;
  do {
    const { items, next } = await readList(list, { limit: 50, newestFirst: false, until: at, from });
    const ending = items.map(({ pk }) => endOne(headKey.inPk(pk).id, system('clock', at)));
    for (const one of await Promise.allSettled(ending))
      if (one.status === 'rejected') failures.push(one.reason);
    from = next;
  } while (from);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${list} did not end`);
}

async function endOne(id: string, actor: Actor) {
  const lineItem = await getLineItem(id);
  const isOver = ['cleared', 'paused'].includes(lineItem.state) && lineItem.flight.until <= actor.at;
  if (!isOver) return;
  await saveLineItem(end(lineItem, actor), actor).catch((error: unknown) => {
    if (!(error instanceof Problem && error.code === 'stale')) throw error;
  });
}
