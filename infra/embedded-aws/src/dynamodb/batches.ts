import * as z from 'zod';
import type { Principal } from '../service.ts';
import { type Attributes, readAttributes } from './attribute.ts';
import { Bill, readUnits, tableCharge } from './capacity.ts';
import { attributesOf, type Change, carryOut, itemKeyOf, plan } from './change.ts';
import { type Database, durably } from './database.ts';
import { invalid } from './faults.ts';
import { collectionsAt } from './item-collections.ts';
import { fetchItem, readProjection } from './item-reads.ts';
import { checkKey, only } from './key-check.ts';
import { keyOf } from './keys.ts';
import { leadingKeys } from './leading-keys.ts';
import {
  anyMap,
  capacity,
  collectionMetrics,
  table as named,
  notValid,
  placeholders,
  read,
} from './request.ts';
import { keyNames } from './schema.ts';
import { getItemTable, tableArn } from './tables.ts';

const maxAnswer = 16 * 1024 * 1024;
const maxGets = 100;
const maxWrites = 25;

const batchGet = z.strictObject({ ReturnConsumedCapacity: capacity, RequestItems: anyMap });
const gets = z.strictObject({
  Keys: z.array(anyMap),
  ConsistentRead: z.boolean().default(false),
  ProjectionExpression: z.string().optional(),
  ExpressionAttributeNames: placeholders.ExpressionAttributeNames,
});

export function batchGetCall(db: Database, caller: Principal, input: unknown) {
  const { RequestItems, ReturnConsumedCapacity: mode } = read(batchGet, input);
  const requests = entriesOf(RequestItems, noGets).map(([name, raw]) => {
    const asked = read(gets, raw);
    checkCount(asked.Keys.length, `RequestItems.${name}.member.Keys`);
    return {
      name,
      asked,
      keys: asked.Keys.map((key) => readAttributes(key)),
      projection: readProjection(asked),
    };
  });
  for (const { name, keys } of requests) {
    const leading = keys.flatMap((key) => leadingKeys(db, name, key));
    db.allow(caller, 'dynamodb:BatchGetItem', tableArn(name), leading);
  }
  if (requests.reduce((sum, { keys }) => sum + keys.length, 0) > maxGets)
    throw invalid('Too many items requested for the BatchGetItem call');
  const found: Record<string, Attributes[]> = {};
  const left: Record<string, object> = {};
  const bill = new Bill();
  let size = 0;
  for (const { name, asked, keys, projection } of requests) {
    const table = getItemTable(db.store, name);
    checkUnique(keys.map((key) => checkedKeyOf(key, table)));
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

function checkedKeyOf(key: Attributes, table: ReturnType<typeof getItemTable>): Buffer {
  checkKey(key, table);
  return keyOf(key, table.key);
}

const batchWrite = z.strictObject({
  ReturnConsumedCapacity: capacity,
  ReturnItemCollectionMetrics: collectionMetrics,
  RequestItems: anyMap,
});
const writes = z.array(
  z.strictObject({
    PutRequest: z.strictObject({ Item: anyMap }).optional(),
    DeleteRequest: z.strictObject({ Key: anyMap }).optional(),
  }),
);

export async function batchWriteCall(db: Database, caller: Principal, input: unknown) {
  const {
    RequestItems,
    ReturnConsumedCapacity: mode,
    ReturnItemCollectionMetrics: collections,
  } = read(batchWrite, input);
  const changes = entriesOf(RequestItems, noWrites).flatMap(([name, raw]) => writesOf(name, raw));
  for (const table of new Set(changes.map((change) => change.table)))
    db.allow(caller, 'dynamodb:BatchWriteItem', tableArn(table));
  if (changes.length > maxWrites) throw invalid('Too many items requested for the BatchWriteItem call');
  return durably(db, (touched) => {
    const bill = new Bill();
    for (const name of new Set(changes.map((change) => change.table))) {
      const table = getItemTable(db.store, name);
      const own = changes.filter((change) => change.table === name);
      for (const change of own)
        if (change.action === 'PutItem') checkKey(only(change.item, keyNames(table.key)), table);
      checkUnique(own.map((change) => itemKeyOf(table, change)));
    }
    const plans = changes.map((change) => plan(db.store, getItemTable(db.store, change.table), change));
    for (const planned of plans) bill.add(planned.table, carryOut(db, planned, touched));
    const written = changes.map((change) => ({
      table: getItemTable(db.store, change.table),
      item: attributesOf(change),
    }));
    return {
      UnprocessedItems: {},
      ConsumedCapacity: bill.consumed(mode),
      ItemCollectionMetrics: collectionsAt(db.store, collections, written),
    };
  });
}

function writesOf(table: string, raw: unknown): Change[] {
  const asked = read(writes, raw);
  if (asked.length > 0 && asked.length <= maxWrites) return asked.map((one) => changeIn(table, one));
  const shown = asked.map((one) => JSON.stringify(one)).join(', ');
  throw notValid(
    `Value '{${table}=[${shown}]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to ${maxWrites}, Member must have length greater than or equal to 1]`,
  );
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

function entriesOf(requests: Record<string, unknown>, empty: () => Error): [string, unknown][] {
  const entries = Object.entries(requests);
  if (entries.length === 0) throw empty();
  return entries.map(([name, raw]) => [read(named, name), raw]);
}

const noGets = () =>
  notValid(
    "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  );
const noWrites = () => invalid('The requestItems parameter is required for BatchWriteItem');

function checkCount(count: number, where: string) {
  const bound =
    count === 0
      ? 'greater than or equal to 1'
      : count > maxGets
        ? `less than or equal to ${maxGets}`
        : undefined;
  if (bound)
    throw notValid(`Value at '${where}' failed to satisfy constraint: Member must have length ${bound}`);
}

function checkUnique(keys: Buffer[]) {
  if (new Set(keys.map((key) => key.toString('latin1'))).size < keys.length)
    throw invalid('Provided list of item keys contains duplicates');
}
