import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Item, Key } from '../keys.ts';
import { Problem } from '../problem.ts';
import { upcast } from '../upcast.ts';
import { setting } from './environment.ts';

/** The results of one query call, and the position where the next call continues. */
export type Results = { items: Item[]; next: Position | undefined };
export type Position = Record<string, string>;

/** One client for all calls, because it keeps its connections open. */
export const dynamo = new DynamoDBClient({});

/** Any item of the table. Counts of ads are numeric attributes beside `record`, so that they can be added to. */
const Stored = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  version: z.number().optional(),
  list: z.string().optional(),
  at: z.string().optional(),
  ttl: z.number().optional(),
  schema: z.number().default(1),
  record: z.unknown().optional(),
});

/** An item as it was stored, its record upcast to the current schema. */
function itemOf(attributes: Parameters<typeof unmarshall>[0]): Item {
  const { schema, ...item } = Stored.parse(unmarshall(attributes));
  return { ...item, record: upcast(item.record, schema, item.pk) };
}

/**
 * The records of items that can be read, in order, and the keys of the others. One that no version can read is said in the log;
 * it costs none of those beside it their page or their mail.
 */
export function apart<T>(items: readonly Item[], schema: z.ZodType<T>): { whole: T[]; unreadable: Key[] } {
  const [whole, unreadable]: [T[], Key[]] = [[], []];
  for (const { pk, sk, record } of items) {
    const { success, data, error } = schema.safeParse(record);
    if (success) whole.push(data);
    else {
      unreadable.push({ pk, sk });
      sayUnreadable({ pk, sk }, error);
    }
  }
  return { whole, unreadable };
}

/** Says in the log that no version can read an item: whoever needs it makes do with what there is, or without it. */
export const sayUnreadable = ({ pk, sk }: Key, error: unknown) =>
  console.error(JSON.stringify({ unreadable: { pk, sk }, reason: String(error) }));

/** The records of items that can be read, in order: see `apart`. */
export const readable = <T>(items: readonly Item[], schema: z.ZodType<T>): T[] => apart(items, schema).whole;

/** The record of an item, if there is one that can be read: see `apart`. */
export const recordIn = <T>(item: Item | undefined, schema: z.ZodType<T>): T | undefined =>
  item && readable([item], schema)[0];

/** The item at a key, read consistently. */
export async function read(key: Key): Promise<Item | undefined> {
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: setting('TABLE_NAME'), Key: marshall(key), ConsistentRead: true }),
  );
  return Item && itemOf(Item);
}

/** How often items are asked for that DynamoDB leaves unread, over about two seconds. */
const tries = 7;

/** The items at these keys that exist, read consistently, a hundred in one request. Throws `busy` when none is read. */
export async function readMany(keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  let left = keys.map((key) => marshall(key));
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === tries) throw new Problem('busy', `${left.length} items are not read at the moment`);
    if (attempt > 0) await new Promise((done) => setTimeout(done, Math.min(25 * 2 ** attempt, 1_000)));
    const asked = left.slice(0, 100);
    const table = setting('TABLE_NAME');
    const { Responses, UnprocessedKeys } = await dynamo.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: asked, ConsistentRead: true } } }),
    );
    const unread = UnprocessedKeys?.[table]?.Keys ?? [];
    items.push(...(Responses?.[table] ?? []).map(itemOf));
    if (unread.length < asked.length) attempt = -1;
    left = [...unread, ...left.slice(100)];
  }
  return items;
}

export type ListRange = {
  limit: number;
  newestFirst?: boolean;
  from?: Position | undefined;
  /** Only entries at or after this instant. */
  since?: string | undefined;
  /** Only entries at or before this instant. */
  until?: string | undefined;
  /** Only records with these values, undefined for any; there may then be fewer than `limit`. */
  where?: Record<string, string | undefined>;
};

/** Sort before and after any instant: the colon is the character after 9. */
const [first, last] = ['0', ':'];

/** Entries of an index list by time, newest or oldest first. Eventually consistent, as all indexes are. */
export async function readList(list: string, range: ListRange): Promise<Results> {
  const { limit, newestFirst = true, from, since = first, until = last, where = {} } = range;
  // DynamoDB refuses a range that ends before it begins.
  if (since > until) return { items: [], next: undefined };
  const wanted = Object.entries(where).filter(([, value]) => value !== undefined);
  return query({
    IndexName: 'lists',
    KeyConditionExpression: '#list = :list AND #at BETWEEN :since AND :until',
    ...(wanted.length === 0
      ? {}
      : { FilterExpression: wanted.map(([name]) => `#record.#${name} = :${name}`).join(' AND ') }),
    ExpressionAttributeNames: {
      '#list': 'list',
      '#at': 'at',
      ...(wanted.length === 0 ? {} : { '#record': 'record' }),
      ...Object.fromEntries(wanted.map(([name]) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: marshall({
      ':list': list,
      ':since': since,
      ':until': until,
      ...Object.fromEntries(wanted.map(([name, value]) => [`:${name}`, value])),
    }),
    ScanIndexForward: !newestFirst,
    Limit: limit,
    ...(from === undefined ? {} : { ExclusiveStartKey: marshall(from) }),
  });
}

/** Items of one partition whose sort key starts with a prefix, in order, starting after `after`. Read consistently. */
export const readUnder = (
  pk: string,
  prefix: string,
  { limit, after, newestFirst = false }: { limit: number; after?: string | undefined; newestFirst?: boolean },
) =>
  query({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: marshall({ ':pk': pk, ':prefix': prefix }),
    ConsistentRead: true,
    ScanIndexForward: !newestFirst,
    Limit: limit,
    ...(after === undefined ? {} : { ExclusiveStartKey: marshall({ pk, sk: after }) }),
  });

/** Items of one partition with sort keys from one to another, both inclusive. Read consistently. */
export const readBetween = async (pk: string, first: string, last: string): Promise<Item[]> =>
  (
    await query({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: marshall({ ':pk': pk, ':first': first, ':last': last }),
      ConsistentRead: true,
    })
  ).items;

/** All items of one partition whose sort key starts with a prefix, in order. */
export async function readAllUnder(pk: string, prefix: string): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const results: Results = await readUnder(pk, prefix, { limit: 1_000, after });
    items.push(...results.items);
    after = results.next?.sk;
  } while (after !== undefined);
  return items;
}

async function query(input: Omit<QueryCommandInput, 'TableName'>): Promise<Results> {
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({ TableName: setting('TABLE_NAME'), ...input }),
  );
  return {
    items: Items.map(itemOf),
    next: LastEvaluatedKey && z.record(z.string(), z.string()).parse(unmarshall(LastEvaluatedKey)),
  };
}
