import { AwsError } from '../service.ts';
import type { Store } from '../store.ts';
import { type Attributes, emptyAttributes, withoutPrototype } from './attribute.ts';
import type { Charge } from './capacity.ts';
import type { Condition, Operand } from './condition.ts';
import type { Database } from './database.ts';
import { holds } from './evaluation.ts';
import { emptyKey, InvalidRequest, invalid, invalidValues } from './faults.ts';
import { maxItemSize } from './item-size.ts';
import { checkIndexKeys, checkItemKeys, checkKey, checkScalarKeys, only } from './key-check.ts';
import { keyOf } from './keys.ts';
import type { Path } from './path.ts';
import { type Row, rowOf } from './row.ts';
import { findRow, replaceRow } from './rows.ts';
import { partsOf, type Table } from './schema.ts';
import type { Action } from './update-expression.ts';
import { updated } from './updating.ts';

/** One requested write, validated as far as is possible without the table. */
export type Change = {
  table: string;
  condition?: Condition | undefined;
  /** Whether a failed condition returns the existing item. */
  tellsOld: boolean;
} & (
  | { action: 'PutItem'; item: Attributes }
  | { action: 'UpdateItem'; key: Attributes; update: Action[] }
  | { action: 'DeleteItem' | 'ConditionCheckItem'; key: Attributes }
);

/** The attributes that contain the key of a change: of a put, the whole item. */
export const attributesOf = (change: Change): Attributes =>
  change.action === 'PutItem' ? change.item : change.key;

/** A change that is ready to be written: the item before and after it. */
export type Plan = { table: Table; itemKey: Buffer; old: Row | undefined; next: Row | undefined };

/** The encoded key of the item a change is for. Throws when the key does not match the table. */
export function itemKeyOf(table: Table, change: Change): Buffer {
  if (change.action === 'PutItem') checkItemKeys(change.item, table);
  else checkKey(change.key, table);
  return keyOf(attributesOf(change), table.key);
}

/** Checks the condition and computes the new item. Throws ConditionalCheckFailedException or ValidationException. */
export function plan(store: Store, table: Table, change: Change): Plan {
  const itemKey = itemKeyOf(table, change);
  if (change.condition) checkScalarKeys(pathsOf(change.condition), table);
  if (change.action === 'UpdateItem') checkUpdatedPaths(table, change.update);
  const old = findRow(store, table, itemKey);
  if (change.condition && !holds(change.condition, old?.item ?? emptyAttributes()))
    throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', 400, {
      ...(change.tellsOld && old ? { Item: old.item } : {}),
    });
  return { table, itemKey, old, next: outcome(table, change, old) };
}

export const carryOut = (db: Database, { table, itemKey, old, next }: Plan, touched: Set<string>): Charge =>
  replaceRow(db, table, itemKey, old, next, touched);

function outcome(table: Table, change: Change, old: Row | undefined): Row | undefined {
  if (change.action === 'ConditionCheckItem') return old;
  if (change.action === 'PutItem') {
    const row = rowOf(change.item);
    if (row.size > maxItemSize) throw new InvalidRequest('Item size has exceeded the maximum allowed size');
    return row;
  }
  if (change.action !== 'UpdateItem') return undefined;
  if (!old && onlyRemoves(change.update)) return undefined;
  const row = rowOf(updated(old?.item ?? withoutPrototype(change.key), change.update));
  checkIndexKeys(
    only(
      row.item,
      change.update.map(({ path: [name] }) => name),
    ),
    table,
    (kind) =>
      emptyKey(
        kind,
        '',
        'The update expression attempted to update a secondary index key to a value that is not supported. ',
      ),
  );
  if (row.size > maxItemSize) throw invalid('Item size to update has exceeded the maximum allowed size');
  return row;
}

/** An update that only removes creates no item, as DynamoDB does it. */
const onlyRemoves = (update: Action[]) =>
  update.length > 0 && update.every(({ kind }) => kind === 'remove' || kind === 'delete');

function checkUpdatedPaths(table: Table, update: Action[]) {
  const paths = update.map(({ path }) => path);
  for (const { name } of partsOf(table.key))
    if (paths.some(([head]) => head === name))
      throw invalidValues(`Cannot update attribute ${name}. This attribute is part of the key`);
  checkScalarKeys(paths, table);
}

/** All document paths in a condition. */
export function pathsOf(condition: Condition): Path[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...pathsOf(condition.left), ...pathsOf(condition.right)];
    case 'not':
      return pathsOf(condition.condition);
    case 'exists':
    case 'absent':
      return [condition.path];
    case 'compare':
      return [condition.left, condition.right].flatMap(operandPaths);
    case 'between':
      return [condition.operand, condition.low, condition.high].flatMap(operandPaths);
    case 'in':
      return [condition.operand, ...condition.among].flatMap(operandPaths);
    case 'type':
      return operandPaths(condition.operand);
    case 'begins':
    case 'contains':
      return [condition.operand, condition.part].flatMap(operandPaths);
  }
}

const operandPaths = (operand: Operand): Path[] =>
  operand.kind === 'path' ? [operand.path] : operand.kind === 'size' ? operandPaths(operand.of) : [];
