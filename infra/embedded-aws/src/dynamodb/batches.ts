import * as z from 'zod';
import type { Principal } from '../service.ts';
import { type Attributes, readAttributes } from './attribute.ts';
import { Bill, readUnits, tableCharge } from './capacity.ts';
import { type Change, carryOut, homeOf, plan } from './change.ts';
import { type Database, durably } from './database.ts';
import { invalid } from './faults.ts';
import { fetchItem, readProjection } from './item-reads.ts';
import { checkKey } from './key-check.ts';
import { keyOf } from './keys.ts';
import { anyMap, capacity, collectionMetrics, table as named, placeholders, read } from './request.ts';
import { getTable, tableArn } from './tables.ts';

const maxAnswer = 16 * 1024 * 1024;
const maxGets = 100;
const maxWrites = 25;

const batchGet = z.strictObject({ RequestItems: anyMap, ReturnConsumedCapacity: capacity });
const gets = z.strictObject({
  Keys: z.array(anyMap).min(1).max(maxGets),
  ConsistentRead: z.boolean().default(false),
  ProjectionExpression: z.string().optional(),
  ExpressionAttributeNames: placeholders.ExpressionAttributeNames,
});

export function batchGetCall(db: Database, caller: Principal, input: unknown) {
  const { RequestItems, ReturnConsumedCapacity: mode } = read(batchGet, input);
  const requests = entriesOf(RequestItems).map(([name, raw]) => {
    const asked = read(gets, raw);
    return {
      name,
      asked,
      keys: asked.Keys.map((key) => readAttributes(key)),
      projection: readProjection(asked),
    };
  });
  for (const { name } of requests) db.allow(caller, 'dynamodb:BatchGetItem', tableArn(name));
  if (requests.reduce((sum, { keys }) => sum + keys.length, 0) > maxGets)
    throw invalid('Too many items requested for the BatchGetItem call');
  const found: Record<string, Attributes[]> = {};
  const left: Record<string, object> = {};
  const bill = new Bill();
  let size = 0;
  for (const { name, asked, keys, projection } of requests) {
    const table = getTable(db.store, name);
    checkUnique(keys.map((key) => homeKey(key, table)));
    const items: Attributes[] = [];
    const unread: Attributes[] = [];
    for (const key of keys) {
      const fetched = size < maxAnswer ? fetchItem(db, table, key, projection) : undefined;
      if (!fetched || size + fetched.size > maxAnswer) {
        size = maxAnswer;
        unread.push(key);
        continue;
      }
      size += fetched.size;
      bill.add(table, tableCharge(readUnits(fetched.size, asked.ConsistentRead)));
      if (fetched.item) items.push(fetched.item);
    }
    found[name] = items;
    if (unread.length > 0) left[name] = { ...asked, Keys: unread };
  }
  return { Responses: found, UnprocessedKeys: left, ConsumedCapacity: bill.consumed(mode) };
}

function homeKey(key: Attributes, table: ReturnType<typeof getTable>): Buffer {
  checkKey(key, table);
  return keyOf(key, table.key);
}

const batchWrite = z.strictObject({
  RequestItems: anyMap,
  ReturnConsumedCapacity: capacity,
  ReturnItemCollectionMetrics: collectionMetrics,
});
const writes = z
  .array(
    z.strictObject({
      PutRequest: z.strictObject({ Item: anyMap }).optional(),
      DeleteRequest: z.strictObject({ Key: anyMap }).optional(),
    }),
  )
  .min(1)
  .max(maxWrites);

export async function batchWriteCall(db: Database, caller: Principal, input: unknown) {
  const { RequestItems, ReturnConsumedCapacity: mode } = read(batchWrite, input);
  const changes = entriesOf(RequestItems).flatMap(([name, raw]) =>
    read(writes, raw).map((asked) => changeIn(name, asked)),
  );
  for (const table of new Set(changes.map((change) => change.table)))
    db.allow(caller, 'dynamodb:BatchWriteItem', tableArn(table));
  if (changes.length > maxWrites) throw invalid('Too many items requested for the BatchWriteItem call');
  return durably(db, (touched) => {
    const bill = new Bill();
    for (const name of new Set(changes.map((change) => change.table))) {
      const table = getTable(db.store, name);
      checkUnique(changes.filter((change) => change.table === name).map((change) => homeOf(table, change)));
    }
    const plans = changes.map((change) => plan(db.store, getTable(db.store, change.table), change));
    for (const planned of plans) bill.add(planned.table, carryOut(db, planned, touched));
    return { UnprocessedItems: {}, ConsumedCapacity: bill.consumed(mode) };
  });
}

function changeIn(table: string, { PutRequest, DeleteRequest }: z.output<typeof writes>[number]): Change {
  if (PutRequest && !DeleteRequest)
    return { table, tellsOld: false, action: 'PutItem', item: readAttributes(PutRequest.Item) };
  if (DeleteRequest && !PutRequest)
    return { table, tellsOld: false, action: 'DeleteItem', key: readAttributes(DeleteRequest.Key) };
  throw invalid(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  );
}

function entriesOf(requests: Record<string, unknown>): [string, unknown][] {
  const entries = Object.entries(requests);
  if (entries.length === 0)
    throw invalid(
      `1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1`,
    );
  return entries.map(([name, raw]) => [read(named, name), raw]);
}

function checkUnique(keys: Buffer[]) {
  if (new Set(keys.map((key) => key.toString('latin1'))).size < keys.length)
    throw invalid('Provided list of item keys contains duplicates');
}
