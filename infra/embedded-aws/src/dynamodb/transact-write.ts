import * as z from 'zod';
import type { Principal } from '../service.ts';
import { readAttributes } from './attribute.ts';
import { attempt, cancelUnlessAll, checkOnce, checkSize, none, type Reason } from './cancellation.ts';
import { Bill, type CapacityMode, inTransaction, readUnits, tableCharge } from './capacity.ts';
import { attributesOf, type Change, carryOut, itemKeyOf, type Plan, plan } from './change.ts';
import { type Database, durably } from './database.ts';
import { InvalidRequest, invalid } from './faults.ts';
import { collectionsAt } from './item-collections.ts';
import { sizeOfItem } from './item-size.ts';
import { changeOf, put, remove, update } from './item-writes.ts';
import { leadingKeys } from './leading-keys.ts';
import { capacity, collectionMetrics, read } from './request.ts';
import type { Table } from './schema.ts';
import { getItemTable, tableArn } from './tables.ts';
import { digestOf, findDone, type Reads, remember } from './transaction-token.ts';

const transactWrite = z.strictObject({
  ClientRequestToken: z.string().min(1).max(36).optional(),
  ReturnConsumedCapacity: capacity,
  ReturnItemCollectionMetrics: collectionMetrics,
  TransactItems: z
    .array(
      z.strictObject({
        Put: put.optional(),
        Update: update.extend({ UpdateExpression: z.string() }).optional(),
        Delete: remove.optional(),
        ConditionCheck: remove.extend({ ConditionExpression: z.string() }).optional(),
      }),
    )
    .min(1)
    .max(100),
});

type Member = z.output<typeof transactWrite>['TransactItems'][number];
type Asked = { table: Table; change: Change };

/** Makes all changes or none, in one durable step. */
export async function transactWriteCall(db: Database, caller: Principal, input: unknown) {
  const {
    TransactItems,
    ClientRequestToken,
    ReturnConsumedCapacity: mode,
    ReturnItemCollectionMetrics: collections,
  } = read(transactWrite, input);
  const changes = TransactItems.map(changeIn);
  checkSize(TransactItems.map(payloadOf));
  for (const change of changes) {
    const keys = leadingKeys(db, change.table, attributesOf(change));
    db.allow(caller, `dynamodb:${change.action}`, tableArn(change.table), keys);
  }
  const token =
    ClientRequestToken === undefined
      ? undefined
      : { caller, token: ClientRequestToken, digest: digestOf(TransactItems) };
  return durably(db, (touched) => {
    const asked = changes.map((change) => ({ change, table: getItemTable(db.store, change.table) }));
    const done = token && findDone(db, token);
    if (done) return { ConsumedCapacity: priceOfReplay(db, done, mode) };
    const bill = new Bill();
    const plans = planAll(db, asked);
    for (const planned of plans) bill.add(planned.table, inTransaction(carryOut(db, planned, touched)));
    if (token) remember(db, token, plans.map(readsOf));
    const written = asked
      .filter(({ change }) => change.action !== 'ConditionCheckItem')
      .map(({ table, change }) => ({ table, item: attributesOf(change) }));
    return {
      ConsumedCapacity: bill.consumed(mode, 'Write'),
      ItemCollectionMetrics: collectionsAt(db.store, collections, written),
    };
  });
}

function changeIn({ Put, Update, Delete, ConditionCheck }: Member): Change {
  if ([Put, Update, Delete, ConditionCheck].filter((asked) => asked !== undefined).length !== 1)
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  if (Put) return changeOf('PutItem', Put);
  if (Update) return changeOf('UpdateItem', Update);
  if (Delete) return changeOf('DeleteItem', Delete);
  return changeOf('ConditionCheckItem', ConditionCheck as NonNullable<typeof ConditionCheck>);
}

/** The size of an action: what it sends counts against the limit, the stored item does not. */
function payloadOf({ Put, Update, Delete, ConditionCheck }: Member): number {
  const asked = Put ?? Update ?? Delete ?? ConditionCheck;
  const own = asked && ('Item' in asked ? asked.Item : asked.Key);
  return [own, asked?.ExpressionAttributeValues].reduce(
    (sum, values) => sum + sizeOfItem(readAttributes(values ?? {})),
    0,
  );
}

const attemptWrite = (work: () => unknown) => attempt(work, (error) => error instanceof InvalidRequest);

function planAll(db: Database, asked: Asked[]): Plan[] {
  const places: { table: Table; itemKey: Buffer }[] = [];
  const keys: Reason[] = [];
  // Actions after the first one with a wrong key are not checked.
  for (const { table, change } of asked) {
    const isOver = keys.some(({ Code }) => Code !== 'None');
    keys.push(isOver ? none : attemptWrite(() => places.push({ table, itemKey: itemKeyOf(table, change) })));
  }
  checkOnce(places);
  cancelUnlessAll(keys);
  const plans: Plan[] = [];
  cancelUnlessAll(
    asked.map(({ table, change }) => attemptWrite(() => plans.push(plan(db.store, table, change)))),
  );
  return plans;
}

/** The price of repeating a change: reading the larger of the item before and after it, as they were then. */
const readsOf = ({ table, old, next }: Plan): Reads[number] => [
  table.name,
  readUnits(Math.max(old?.size ?? 0, next?.size ?? 0), true),
];

function priceOfReplay(db: Database, reads: Reads, mode: CapacityMode) {
  const bill = new Bill();
  for (const [name, units] of reads)
    bill.add(getItemTable(db.store, name), inTransaction(tableCharge(units)));
  return bill.consumed(mode, 'Read');
}
