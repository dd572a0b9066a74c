import * as z from 'zod';
import { type Actor, system } from '../articles/article.ts';
import { answerOnce, type Mark, type Request } from '../aws/answers.ts';
import { readListPage } from '../aws/list-page.ts';
import { commit, type Item, type Page, read, readList, readUnder } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { lineItemId } from '../ids.ts';
import { Problem } from '../problem.ts';
import { end, LineItem, type LineItemState, type Outcome } from './line-item.ts';
import { Placement, placementOf } from './placement.ts';
import type { SlotName } from './slots.ts';

const pkOf = (id: string) => `LINEITEM#${id}`;
const headKey = (id: string) => ({ pk: pkOf(id), sk: 'HEAD' });

/** Line items at a state, those whose flight ends first at the beginning. */
const listOf = (state: LineItemState) => `LINEITEMS#${state}`;

/** All that readers may see, or will: in one partition, so that one consistent query finds it whole. */
const placementsPk = 'PLACEMENTS';
const placementKey = (id: string) => ({ pk: placementsPk, sk: `PLACEMENT#${id}` });

export async function findLineItem(id: string): Promise<LineItem | undefined> {
  const item = await read(headKey(id));
  return item && LineItem.parse(item.record);
}

export async function getLineItem(id: string): Promise<LineItem> {
  const lineItem = await findLineItem(id);
  if (!lineItem) throw new Problem('not-found', `There is no line item ${id}`);
  return lineItem;
}

/** The line item that a stranger names: what cannot be the id of one is looked for nowhere. */
export async function getLineItemNamed(name: string): Promise<LineItem> {
  if (!lineItemId.test(name)) throw new Problem('not-found', 'There is no such line item');
  return getLineItem(name);
}

/** Saves a line item with its fact and what readers may see of it, unless somebody saved it in between (`stale`). */
export async function saveLineItem(
  { lineItem, facts }: Outcome,
  { by, at, once }: Pick<Actor, 'by' | 'at'> & { once?: Mark<LineItem> | undefined },
): Promise<LineItem> {
  const { id, state, version, flight } = lineItem;
  const isPlaced = state === 'cleared';
  await commit({
    head: { ...headKey(id), version, list: listOf(state), at: flight.until, record: lineItem },
    seen: version - facts.length,
    facts: facts.map((fact) => parseEvent({ id: `${id}@${version}`, at, by, ...fact })),
    puts: isPlaced ? [{ ...placementKey(id), record: placementOf(lineItem) }] : [],
    deletes: isPlaced ? [] : [placementKey(id)],
    once: once?.(lineItem),
  });
  return lineItem;
}

/** Does the work of a request once; a repeat gets the first answer. */
export const lineItemOnce = (
  request: Request | undefined,
  work: (mark?: Mark<LineItem>) => Promise<LineItem>,
): Promise<LineItem> => answerOnce(request, work, async (answer) => LineItem.parse(answer));

/** A page of a list; `cursor` is there when there is more. */
export const LineItemList = z.object({ items: z.array(LineItem), cursor: z.string().optional() });
export type LineItemList = z.infer<typeof LineItemList>;

/** Line items at a state, those that end first at the beginning; of one slot if it is named. */
export async function listLineItems(
  state: LineItemState,
  slot: SlotName | undefined,
  cursor: string | undefined,
): Promise<LineItemList> {
  const { items, ...more } = await readListPage(listOf(state), cursor, {
    limit: 50,
    newestFirst: state === 'ended',
    where: { slot },
  });
  return { items: items.map(({ record }) => LineItem.parse(record)), ...more };
}

/** Everything that is cleared, whenever its flight begins. */
export async function getPlacements(): Promise<Placement[]> {
  const all: Item[] = [];
  let page: Page | undefined;
  do {
    const after: string | undefined = page?.next?.sk;
    page = await readUnder(placementsPk, 'PLACEMENT#', { limit: 1_000, ...(after ? { after } : {}) });
    all.push(...page.items);
  } while (page.next);
  return all.map(({ record }) => Placement.parse(record));
}

/** Ends what has flown: every line item whose flight is over, a hundred a minute. One that fails holds up no other. */
export async function endFlown(at: string): Promise<void> {
  const flown = (['cleared', 'paused'] as const).map((state) =>
    readList(listOf(state), { limit: 50, newestFirst: false, until: at }),
  );
  const items = (await Promise.all(flown)).flatMap(({ items }) => items);
  const ending = items.map(({ pk }) => endOne(pk.slice(pkOf('').length), system('clock', at)));
  const failures = (await Promise.allSettled(ending)).flatMap((one) =>
    one.status === 'rejected' ? [one.reason] : [],
  );
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} line items did not end`);
}

async function endOne(id: string, actor: Actor) {
  const lineItem = await getLineItem(id);
  const isOver = ['cleared', 'paused'].includes(lineItem.state) && lineItem.flight.until <= actor.at;
  if (!isOver) return;
  await saveLineItem(end(lineItem, actor), actor).catch((error: unknown) => {
    if (!(error instanceof Problem && error.code === 'stale')) throw error;
  });
}
