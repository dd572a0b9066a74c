import * as z from 'zod';
import type { Principal } from '../service.ts';
import { readAttributes } from './attribute.ts';
import { attempt, cancelUnlessAll, checkOnce, checkSize } from './cancellation.ts';
import { Bill, inTransaction, readUnits, tableCharge } from './capacity.ts';
import type { Database } from './database.ts';
import { fetchItem, readProjection } from './item-reads.ts';
import { keyOf } from './keys.ts';
import { leadingKeys } from './leading-keys.ts';
import { anyMap, capacity, placeholders, read, table } from './request.ts';
import type { Table } from './schema.ts';
import { getItemTable, tableArn } from './tables.ts';

const transactGet = z.strictObject({
  ReturnConsumedCapacity: capacity,
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
});

/** Reads several items at the same moment. */
export function transactGetCall(db: Database, caller: Principal, input: unknown) {
  const { TransactItems, ReturnConsumedCapacity: mode } = read(transactGet, input);
  const gets = TransactItems.map(({ Get }) => ({
    name: Get.TableName,
    key: readAttributes(Get.Key),
    projection: readProjection(Get),
  }));
  for (const { name, key } of gets)
    db.allow(caller, 'dynamodb:GetItem', tableArn(name), leadingKeys(db, name, key));
  const bill = new Bill();
  const places: { table: Table; itemKey: Buffer }[] = [];
  const found: ReturnType<typeof fetchItem>[] = [];
  const reasons = gets.map(({ name, key, projection }) => {
    const table = getItemTable(db.store, name);
    return attempt(() => {
      const fetched = fetchItem(db, table, key, projection);
      places.push({ table, itemKey: keyOf(key, table.key) });
      bill.add(table, inTransaction(tableCharge(readUnits(fetched.size, true))));
      found.push(fetched);
    });
  });
  checkOnce(places);
  cancelUnlessAll(reasons);
  checkSize(found.map(({ size }) => size));
  return {
    Responses: found.map(({ item }) => ({ Item: item })),
    ConsumedCapacity: bill.consumed(mode, 'Read'),
  };
}
