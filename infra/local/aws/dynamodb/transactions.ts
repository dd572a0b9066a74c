import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type Principal } from '../service.ts';
import { readAttributes } from './attribute.ts';
import { Bill, type CapacityMode, readUnits, tableCharge } from './capacity.ts';
import { type Change, carryOut, homeOf, type Plan, plan } from './change.ts';
import { type Database, durably } from './database.ts';
import { invalid } from './faults.ts';
import { fetchItem, readProjection } from './item-reads.ts';
import { changeOf, put, remove, update } from './item-writes.ts';
import { keyOf } from './keys.ts';
import { anyMap, capacity, collectionMetrics, placeholders, read, table } from './request.ts';
import { findRow } from './rows.ts';
import type { Table } from './schema.ts';
import { getTable, tableArn } from './tables.ts';

const maxSize = 4 * 1024 * 1024;
const tokenLife = 10 * 60_000;

const transactWrite = z.strictObject({
  TransactItems: z
    .array(
      z.strictObject({
        Put: put.optional(),
        Update: update.optional(),
        Delete: remove.optional(),
        ConditionCheck: remove.extend({ ConditionExpression: z.string() }).optional(),
      }),
    )
    .min(1)
    .max(100),
  ClientRequestToken: z.string().min(1).max(36).optional(),
  ReturnConsumedCapacity: capacity,
  ReturnItemCollectionMetrics: collectionMetrics,
});

type Member = z.output<typeof transactWrite>['TransactItems'][number];

/** All of the changes or none of them, in one durable step. */
export async function transactWriteCall(db: Database, caller: Principal, input: unknown) {
  const {
    TransactItems,
    ClientRequestToken: token,
    ReturnConsumedCapacity: mode,
  } = read(transactWrite, input);
  const changes = TransactItems.map(changeIn);
  for (const { action, table } of changes) db.allow(caller, `dynamodb:${action}`, tableArn(table));
  const digest = digestOf(input);
  return durably(db, (touched) => {
    if (token !== undefined && wasDone(db, caller, token, digest))
      return { ConsumedCapacity: priceOfReplay(db, changes, mode) };
    const plans = planAll(db, changes);
    const bill = new Bill();
    plans.forEach((planned) => {
      bill.add(planned.table, carryOut(db, planned, touched), 2);
    });
    if (token !== undefined) remember(db, caller, token, digest);
    return { ConsumedCapacity: bill.consumed(mode, 'Write') };
  });
}

function changeIn({ Put, Update, Delete, ConditionCheck }: Member): Change {
  const given = [Put, Update, Delete, ConditionCheck].filter((asked) => asked !== undefined);
  if (given.length !== 1) throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  if (Put) return changeOf('PutItem', Put);
  if (Update) return changeOf('UpdateItem', Update);
  if (Delete) return changeOf('DeleteItem', Delete);
  return changeOf('ConditionCheckItem', ConditionCheck as NonNullable<typeof ConditionCheck>);
}

/** Throws TransactionCanceledException, with a reason for each member in its place, unless all can be done. */
function planAll(db: Database, changes: Change[]): Plan[] {
  const reasons: Reason[] = [];
  const plans: Plan[] = [];
  const homes = new Set<string>();
  for (const change of changes) {
    const table = getTable(db.store, change.table);
    reasons.push(
      attempt(() => {
        once(homes, table, homeOf(table, change));
      }),
    );
  }
  if (reasons.every(({ Code }) => Code === 'None'))
    reasons.splice(
      0,
      changes.length,
      ...changes.map((change) =>
        attempt(() => {
          plans.push(plan(db.store, getTable(db.store, change.table), change));
        }),
      ),
    );
  if (reasons.some(({ Code }) => Code !== 'None')) throw canceled(reasons);
  if (plans.reduce((sum, { old, next }) => sum + ((next ?? old)?.size ?? 0), 0) > maxSize)
    throw invalid('Collection size cannot exceed 4 MB: the items of the transaction are too large');
  return plans;
}

type Reason = { Code: string; Message?: string; Item?: unknown };

function attempt(work: () => void): Reason {
  try {
    work();
    return { Code: 'None' };
  } catch (error) {
    if (!(error instanceof AwsError) || error.details.fatal) throw error;
    const { code, message, details } = error;
    if (code === 'ConditionalCheckFailedException')
      return { Code: 'ConditionalCheckFailed', Message: message, ...details };
    if (code === 'ValidationException') return { Code: 'ValidationError', Message: message };
    throw error;
  }
}

function once(homes: Set<string>, { id }: Table, key: Buffer) {
  const home = `${id} ${key.toString('latin1')}`;
  if (homes.has(home))
    throw new AwsError(
      'ValidationException',
      'Transaction request cannot include multiple operations on one item',
      400,
      { fatal: true },
    );
  homes.add(home);
}

const canceled = (reasons: Reason[]) =>
  new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    400,
    { CancellationReasons: reasons },
  );

/** Whether this caller's transaction with this token went through in the last ten minutes. */
function wasDone({ store, clock }: Database, caller: Principal, token: string, digest: string): boolean {
  const known = store
    .sql('SELECT digest FROM dynamodb_token WHERE caller = ? AND token = ? AND at > ?')
    .get(caller, token, clock.now() - tokenLife);
  if (!known) return false;
  if (known.digest === digest) return true;
  throw new AwsError(
    'IdempotentParameterMismatchException',
    'The provided client token was used with different parameters within the last ten minutes',
  );
}

function remember({ store, clock }: Database, caller: Principal, token: string, digest: string) {
  const now = Math.floor(clock.now());
  store.sql('DELETE FROM dynamodb_token WHERE at <= ?').run(now - tokenLife);
  store.sql('INSERT OR REPLACE INTO dynamodb_token VALUES (?, ?, ?, ?)').run(caller, token, digest, now);
}

function priceOfReplay(db: Database, changes: Change[], mode: CapacityMode) {
  const bill = new Bill();
  for (const change of changes) {
    const table = getTable(db.store, change.table);
    const size = findRow(db.store, table, homeOf(table, change))?.size ?? 0;
    bill.add(table, tableCharge(readUnits(size, true)), 2);
  }
  return bill.consumed(mode, 'Read');
}

/** A digest of what was asked, whatever the order in which the client wrote it. */
const digestOf = (input: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(inOrder(input)))
    .digest('base64');

const inOrder = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(inOrder)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, member]) => [name, inOrder(member)])
      : value;

const transactGet = z.strictObject({
  TransactItems: z
    .array(
      z.strictObject({
        Get: z.strictObject({
          TableName: table,
          Key: anyMap,
          ProjectionExpression: z.string().optional(),
          ExpressionAttributeNames: placeholders.ExpressionAttributeNames,
        }),
      }),
    )
    .min(1)
    .max(100),
  ReturnConsumedCapacity: capacity,
});

/** Several items as they are at one moment. */
export function transactGetCall(db: Database, caller: Principal, input: unknown) {
  const { TransactItems, ReturnConsumedCapacity: mode } = read(transactGet, input);
  const gets = TransactItems.map(({ Get }) => ({
    name: Get.TableName,
    key: readAttributes(Get.Key),
    projection: readProjection(Get),
  }));
  for (const { name } of gets) db.allow(caller, 'dynamodb:GetItem', tableArn(name));
  const bill = new Bill();
  const homes = new Set<string>();
  const found: ReturnType<typeof fetchItem>[] = [];
  const reasons = gets.map(({ name, key, projection }) => {
    const table = getTable(db.store, name);
    return attempt(() => {
      const fetched = fetchItem(db, table, key, projection);
      once(homes, table, keyOf(key, table.key));
      bill.add(table, tableCharge(readUnits(fetched.size, true)), 2);
      found.push(fetched);
    });
  });
  if (reasons.some(({ Code }) => Code !== 'None')) throw canceled(reasons);
  if (found.reduce((sum, { size }) => sum + size, 0) > maxSize)
    throw invalid('Collection size cannot exceed 4 MB: the items of the transaction are too large');
  return {
    Responses: found.map(({ item }) => ({ Item: item })),
    ConsumedCapacity: bill.consumed(mode, 'Read'),
  };
}
