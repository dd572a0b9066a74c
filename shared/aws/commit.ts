import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type NewsEvent, versionOf } from '../events.ts';
import { type Item, type Key, keys, padded } from '../keys.ts';
import { Problem } from '../problem.ts';
import { setting } from './environment.ts';
import { ifAbsent, ifVersion, put, transact } from './transact.ts';

/** What is saved together: a record at its next version, the facts that say why, and whatever must agree with them. */
export type Commit = {
  head: Item & { version: number };
  /** The version the record was read at; 0 when it must not exist yet. */
  expectedVersion: number;
  facts: readonly NewsEvent[];
  /** The list on which facts stand by time, if any. */
  activity?: string;
  puts?: readonly Item[];
  deletes?: readonly Key[];
  /** The answer to a request that may be repeated: an item that must not exist yet. */
  answer?: Item | undefined;
};

/**
 * Saves a record, its facts and what goes with them in one transaction, all or nothing. Throws `stale`, with the version
 * there is, when somebody saved the record first; `in-progress` when the request was answered before.
 */
export async function commit({ head, expectedVersion, facts, activity, ...beside }: Commit): Promise<void> {
  const { puts = [], deletes = [], answer } = beside;
  await transact([
    put(
      head,
      expectedVersion === 0
        ? ifAbsent
        : { ...ifVersion(expectedVersion), ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
    ),
    ...(answer ? [put(answer, unlessAlive(facts[0]?.at ?? ''))] : []),
    ...facts.map((fact) => put(factItem(head.pk, fact, activity), ifAbsent)),
    ...puts.map((item) => put(item)),
    ...deletes.map((key) => ({ Delete: { TableName: setting('TABLE_NAME'), Key: marshall(key) } })),
  ]).catch((error: unknown) => {
    throw refusalIn(error, head.pk, answer !== undefined) ?? error;
  });
}

/** What the condition that failed means to whoever asked; nothing when none failed. */
function refusalIn(error: unknown, pk: string, hasAnswer: boolean): Problem | undefined {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  const failed = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
  if (failed === -1) return undefined;
  if (hasAnswer && failed === 1)
    return new Problem('in-progress', 'The same request was sent twice at once; send it again');
  const there = reasons[0]?.Item && unmarshall(reasons[0].Item);
  return new Problem('stale', `${pk} was saved by someone else; read it again and repeat the change`, {
    version: there?.version,
  });
}

/** An item that must not be there, or be past its end: the table may keep it for days after. */
const unlessAlive = (at: string) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR #ttl <= :now',
  ExpressionAttributeNames: { '#ttl': 'ttl' },
  ExpressionAttributeValues: marshall({ ':now': Math.floor(Date.parse(at) / 1000) }),
});

const factItem = (record: string, fact: NewsEvent, list: string | undefined): Item => ({
  ...keys.fact({ record, version: padded(versionOf(fact)) }),
  ...(list ? { list, at: fact.at } : {}),
  record: fact,
});
