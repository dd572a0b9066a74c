import { TransactionCanceledException, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type NewsEvent, versionOf } from '../events.ts';
import { type Item, type Key, keys, lists, padded } from '../keys.ts';
import { Problem } from '../problem.ts';
import { ifAbsent, ifStanding, ifUnchanged, ifVersion, put, removal, transact } from './transact.ts';

/** One transaction: a record at its next version, its facts, and every item that must agree with them. */
export type Commit = {
  head: Item & { version: number };
  /** The version the record was read at; 0 when it must not exist. */
  expectedVersion: number;
  facts: readonly NewsEvent[];
  /** The index list that the facts are put on, by time, unless it is that of the other records of the day. */
  activity?: string;
  puts?: readonly Item[];
  /** Items that are put only at the version they were read at (0: must not exist). */
  replaces?: readonly { item: Item; expectedVersion: number }[];
  /** Further parts of the transaction; one whose condition fails refuses the whole, as `stale`. */
  parts?: readonly TransactWriteItem[];
  /** When the facts end (epoch seconds); they are kept for good unless given. */
  factsEnd?: number;
  deletes?: readonly Key[];
  /** Items that the step relied on: each is still at its version, or does not exist (0). */
  unchanged?: readonly { key: Key; version: number }[];
  /** Records that the step relied on to be at a state, whatever else is saved of them meanwhile. */
  standing?: readonly { key: Key; state: string }[];
  /** The stored answer to a repeatable request: an item that must not exist yet. */
  answer?: Item | undefined;
};

/**
 * Saves a record, its facts and everything with them in one transaction, all or nothing. Throws `stale`, with the
 * current version, when somebody saved the record first, or one that the step relied on; `in-progress` when the same request was answered in between.
 */
export async function commit({ head, expectedVersion, facts, activity, ...beside }: Commit): Promise<void> {
  const {
    puts = [],
    replaces = [],
    parts = [],
    deletes = [],
    unchanged = [],
    standing = [],
    answer,
    factsEnd,
  } = beside;
  await transact([
    put(
      head,
      expectedVersion === 0
        ? ifAbsent
        : { ...ifVersion(expectedVersion), ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
    ),
    ...(answer ? [put(answer, unlessAlive(facts[0]?.at ?? ''))] : []),
    ...facts.map((fact) => put({ ...factItem(head.pk, fact, activity), ...until(factsEnd) }, ifAbsent)),
    ...puts.map((item) => put(item)),
    ...replaces.map(({ item, expectedVersion }) =>
      put(item, expectedVersion === 0 ? ifAbsent : ifVersion(expectedVersion)),
    ),
    ...parts,
    ...unchanged.map(ifUnchanged),
    ...standing.map(ifStanding),
    ...deletes.map((key) => removal(key)),
  ]).catch((error: unknown) => {
    throw refusalIn(error, head.pk, answer !== undefined) ?? error;
  });
}

const until = (ttl: number | undefined) => (ttl === undefined ? {} : { ttl });

/** Puts an item that is made of another, unless that is no longer at the version it was made of. */
export async function place(item: Item, madeOf: { key: Key; version: number }): Promise<void> {
  await transact([put(item), ifUnchanged(madeOf)]).catch((error: unknown) => {
    if (!refusalIn(error, item.pk, false)) throw error;
  });
}

/** Deletes a record at a version with what belongs to it, all or nothing. Throws `stale` when it is at another version. */
export async function erase(
  { version, ...key }: Key & { version: number },
  beside: readonly Key[],
): Promise<void> {
  await transact([removal(key, ifVersion(version)), ...beside.map((one) => removal(one))]).catch(
    (error: unknown) => {
      throw refusalIn(error, key.pk, false) ?? error;
    },
  );
}

/** Deletes items that belong to a record at a version. Throws `stale` when it is at another. */
export async function eraseBeside(of: { key: Key; version: number }, beside: readonly Key[]): Promise<void> {
  await transact([ifUnchanged(of), ...beside.map((one) => removal(one))]).catch((error: unknown) => {
    throw refusalIn(error, of.key.pk, false) ?? error;
  });
}

/** The problem that a failed condition stands for; undefined when no condition failed. */
function refusalIn(error: unknown, pk: string, hasAnswer: boolean): Problem | undefined {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  const failed = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
  if (failed === -1) return undefined;
  if (hasAnswer && failed === 1)
    return new Problem('in-progress', 'The same request was sent twice at once; send it again');
  const there = reasons[0]?.Item && unmarshall(reasons[0].Item);
  return new Problem(
    'stale',
    'It was saved by someone else; read it again and repeat the change',
    { version: there?.version },
    { cause: pk },
  );
}

/** The item must not exist, or must have expired: DynamoDB may delete expired items days later. */
const unlessAlive = (at: string) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR #ttl <= :now',
  ExpressionAttributeNames: { '#ttl': 'ttl' },
  ExpressionAttributeValues: marshall({ ':now': Math.floor(Date.parse(at) / 1000) }),
});

const factItem = (
  record: string,
  fact: NewsEvent,
  list = lists.facts({ day: fact.at.slice(0, 10) }),
): Item => ({
  ...keys.fact({ record, version: padded(versionOf(fact)) }),
  list,
  at: fact.at,
  record: fact,
});
