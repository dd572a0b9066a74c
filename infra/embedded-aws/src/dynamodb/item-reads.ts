import * as z from 'zod';
import type { Principal } from '../service.ts';
import { readAttributes } from './attribute.ts';
import { consumed, readUnits, tableCharge } from './capacity.ts';
import type { Database } from './database.ts';
import { checkKey, checkScalarKeys } from './key-check.ts';
import { keyOf } from './keys.ts';
import { leadingKeys } from './leading-keys.ts';
import { Placeholders } from './placeholders.ts';
import { type Projection, parseProjection, project } from './projection.ts';
import { anyMap, capacity, placeholders, read, table } from './request.ts';
import { findRow } from './rows.ts';
import type { Table } from './schema.ts';
import { getItemTable, tableArn } from './tables.ts';

const getItem = z.strictObject({
  ReturnConsumedCapacity: capacity,
  TableName: table,
  Key: anyMap,
  ConsistentRead: z.boolean().default(false),
  ProjectionExpression: z.string().optional(),
  ExpressionAttributeNames: placeholders.ExpressionAttributeNames,
});

export function getItemCall(db: Database, caller: Principal, input: unknown) {
  const asked = read(getItem, input);
  const key = readAttributes(asked.Key);
  const keys = leadingKeys(db, asked.TableName, key);
  db.allow(caller, 'dynamodb:GetItem', tableArn(asked.TableName), keys);
  const projection = readProjection(asked);
  const table = getItemTable(db.store, asked.TableName);
  const { item, size } = fetchItem(db, table, key, projection);
  return {
    Item: item,
    ConsumedCapacity: consumed(
      asked.ReturnConsumedCapacity,
      table,
      tableCharge(readUnits(size, asked.ConsistentRead)),
    ),
  };
}

type Asked = {
  ProjectionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, unknown> | undefined;
};

export function readProjection(asked: Asked): Projection | undefined {
  const { ProjectionExpression: text } = asked;
  const known = new Placeholders(asked, { ProjectionExpression: text }, []);
  if (text === undefined) return undefined;
  const projection = parseProjection(text, known);
  known.checkAllUsed();
  return projection;
}

/** An item or the projection of it, and the size of the whole item. */
export function fetchItem(
  db: Database,
  table: Table,
  key: ReturnType<typeof readAttributes>,
  projection: Projection | undefined,
) {
  checkKey(key, table);
  if (projection) checkScalarKeys(projection.paths, table);
  const row = findRow(db.store, table, keyOf(key, table.key));
  return {
    item: row && (projection ? project(row.item, projection) : row.item),
    size: row?.size ?? 0,
  };
}
