import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { NewsEvent } from '../events.ts';
import { newToken } from '../ids.ts';
import { Problem } from '../problem.ts';
import { setting } from './environment.ts';

export type Key = { pk: string; sk: string };

/** One item of the table. `list` and `at` put it on a list of the index; `ttl` (epoch seconds) ends it by itself. */
export type Item = Key & {
  version?: number;
  list?: string | undefined;
  at?: string | undefined;
  ttl?: number;
  record: unknown;
};

/** A page of a list, and the cursor at which the next one starts. */
export type Page = { items: Item[]; next: Record<string, string> | undefined };

/** What is saved together: a record at its next version, the facts that say why, and whatever must agree with them. */
export type Commit = {
  head: Item & { version: number };
  /** The version the record was read at; 0 when it must not exist yet. */
  seen: number;
  facts: readonly NewsEvent[];
  /** The list on which facts stand by time, if any. */
  activity?: string;
  puts?: readonly Item[];
  deletes?: readonly Key[];
  /** An item that must not exist yet: it marks a request as answered. */
  once?: Item | undefined;
};

const dynamo = new DynamoDBClient({});

export async function read(key: Key): Promise<Item | undefined> {
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: setting('TABLE_NAME'), Key: marshall(key), ConsistentRead: true }),
  );
  return Item && (unmarshall(Item) as Item);
}

export type ListRange = {
  limit: number;
  newestFirst?: boolean;
  from?: Record<string, string> | undefined;
  /** Only entries at or after this instant. */
  since?: string | undefined;
  /** Only entries at or before this instant. */
  until?: string | undefined;
  /** Only records with these values, undefined for any; the page may then hold fewer than `limit`. */
  where?: Record<string, string | undefined>;
};

/** Before and after any instant: the colon is the sign after 9. */
const [first, last] = ['0', ':'];

/** A list of the index by time, newest or oldest first. Eventually consistent, as indexes are. */
export async function readList(list: string, range: ListRange): Promise<Page> {
  const { limit, newestFirst = true, from, since = first, until = last, where = {} } = range;
  // A stretch that ends before it begins holds nothing; the table would refuse it.
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

/** Items of one partition whose sort key starts with a prefix, in order, after `after`. Consistent. */
export const readUnder = (
  pk: string,
  prefix: string,
  { limit, after, newestFirst = false }: { limit: number; after?: string; newestFirst?: boolean },
) =>
  query({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: marshall({ ':pk': pk, ':prefix': prefix }),
    ConsistentRead: true,
    ScanIndexForward: !newestFirst,
    Limit: limit,
    ...(after === undefined ? {} : { ExclusiveStartKey: marshall({ pk, sk: after }) }),
  });

async function query(input: Omit<QueryCommandInput, 'TableName'>): Promise<Page> {
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({ TableName: setting('TABLE_NAME'), ...input }),
  );
  return {
    items: Items.map((item) => unmarshall(item) as Item),
    next: LastEvaluatedKey && (unmarshall(LastEvaluatedKey) as Record<string, string>),
  };
}

/**
 * Saves a record, its facts and what goes with them in one transaction, unless someone saved the record first
 * (`stale`) or the request was answered before (`in-progress`).
 */
export async function commit({
  head,
  seen,
  facts,
  activity,
  puts = [],
  deletes = [],
  once,
}: Commit): Promise<void> {
  await transact([
    put(
      head,
      seen === 0 ? unlessThere : { ...ifVersion(seen), ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
    ),
    ...(once ? [put(once, unlessAlive(facts))] : []),
    ...facts.map((fact) => put(factItem(head.pk, fact, activity), unlessThere)),
    ...puts.map((item) => put(item)),
    ...deletes.map((key) => ({ Delete: { TableName: setting('TABLE_NAME'), Key: marshall(key) } })),
  ]).catch((error: unknown) => {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    const failed = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
    if (failed === -1) throw error;
    if (once && failed === 1)
      throw new Problem('in-progress', 'The same request was sent twice at once; send it again');
    const now = reasons[0]?.Item && unmarshall(reasons[0].Item);
    throw new Problem('stale', `${head.pk} was saved by someone else; read it again and repeat the change`, {
      version: now?.version,
    });
  });
}

/** Numbers that are added to an item, which is made where there is none. */
export type Addition = Key & { add: Record<string, number> };

/**
 * Adds to up to 99 items in one transaction with a mark that must not be there yet: however often this is repeated, they
 * are added once. False when the mark is there, and so all was added before.
 */
export async function addOnce(mark: Item, additions: readonly Addition[]): Promise<boolean> {
  try {
    await transact([put(mark, unlessThere), ...additions.map(addTo)], manyTries);
    return true;
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? error.CancellationReasons : undefined;
    if (reasons?.[0]?.Code === 'ConditionalCheckFailed') return false;
    throw error;
  }
}

/** A claim on something that is not repeatable by nature: true for the one caller that gets it. */
export const claim = (item: Item): Promise<boolean> => putIf(item, unlessThere);

/** Replaces an item that is at a given version; false when it is not (any more). */
export const replace = (item: Item, seen: number): Promise<boolean> => putIf(item, ifVersion(seen));

/**
 * Puts an item on a condition. When an answer was lost the SDK asks again, and finds its own item in the way: `owner`
 * tells that it is ours.
 */
async function putIf(item: Item, condition: object): Promise<boolean> {
  const owner = newToken();
  try {
    await dynamo.send(
      new PutItemCommand({
        TableName: setting('TABLE_NAME'),
        Item: marshall({ ...item, owner }, { removeUndefinedValues: true }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...condition,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error.Item?.owner?.S === owner;
    throw error;
  }
}

/** The table forgets what has expired when it comes to it, which may take days: until then it counts as gone. */
const unlessAlive = ([fact]: readonly NewsEvent[]) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR #ttl <= :now',
  ExpressionAttributeNames: { '#ttl': 'ttl' },
  ExpressionAttributeValues: marshall({ ':now': Math.floor(Date.parse(fact?.at ?? '') / 1000) }),
});

const unlessThere = { ConditionExpression: 'attribute_not_exists(pk)' } as const;
const ifVersion = (seen: number) => ({
  ConditionExpression: 'version = :seen',
  ExpressionAttributeValues: marshall({ ':seen': seen }),
});

const put = (item: Item, condition: object = {}): TransactWriteItem => ({
  Put: {
    TableName: setting('TABLE_NAME'),
    Item: marshall(item, { removeUndefinedValues: true }),
    ...condition,
  },
});

const addTo = ({ pk, sk, add }: Addition): TransactWriteItem => {
  const names = Object.keys(add);
  return {
    Update: {
      TableName: setting('TABLE_NAME'),
      Key: marshall({ pk, sk }),
      UpdateExpression: `ADD ${names.map((name) => `#${name} :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: marshall(Object.fromEntries(names.map((name) => [`:${name}`, add[name]]))),
    },
  };
};

const factItem = (pk: string, fact: NewsEvent, list: string | undefined): Item => ({
  pk,
  sk: `FACT#${fact.id.split('@')[1]?.padStart(8, '0')}`,
  ...(list ? { list, at: fact.at } : {}),
  record: fact,
});

/** While somebody waits for an answer; and where many add to the same numbers at once, over some five seconds. */
const [fewTries, manyTries] = [4, 7];

/** Writes all or nothing. Two transactions that touch each other are told to try again, so this does, a few times. */
async function transact(items: TransactWriteItem[], tries = fewTries, attempt = 1): Promise<void> {
  try {
    await dynamo.send(new TransactWriteItemsCommand({ TransactItems: items }));
  } catch (error) {
    if (!isConflict(error)) throw error;
    if (attempt === tries)
      throw new Problem('busy', 'Others are saving this at the same moment', {}, { cause: error });
    await new Promise((done) => setTimeout(done, 25 * 2 ** attempt * (1 + Math.random())));
    await transact(items, tries, attempt + 1);
  }
}

const isConflict = (error: unknown) =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict') &&
  !(error.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed');
