import * as z from 'zod';
import type { Principal } from '../service.ts';
import { parseItem } from './attribute.ts';
import { type Database, durably } from './database.ts';
import { invalid } from './faults.ts';
import { table as named, read } from './request.ts';
import { expiryOf } from './rows.ts';
import { getTable, saveTable, tableArn } from './tables.ts';

const updateTimeToLive = z.strictObject({
  TableName: named,
  TimeToLiveSpecification: z.strictObject({
    Enabled: z.boolean(),
    AttributeName: z.string().min(1).max(255),
  }),
});

export async function updateTimeToLiveCall(db: Database, caller: Principal, input: unknown) {
  const { TableName, TimeToLiveSpecification: asked } = read(updateTimeToLive, input);
  db.allow(caller, 'dynamodb:UpdateTimeToLive', tableArn(TableName));
  return durably(db, () => {
    const table = { ...getTable(db.store, TableName) };
    if (asked.Enabled === (table.expiry !== undefined))
      throw invalid(`TimeToLive is already ${asked.Enabled ? 'enabled' : 'disabled'}`);
    if (!asked.Enabled && asked.AttributeName !== table.expiry)
      throw invalid(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${table.expiry}`,
      );
    if (asked.Enabled) table.expiry = asked.AttributeName;
    else delete table.expiry;
    saveTable(db.store, table);
    const { store } = db;
    for (const { key, item } of store.sql('SELECT key, item FROM dynamodb_item WHERE part = ?').all(table.id))
      store
        .sql('UPDATE dynamodb_item SET expires = ? WHERE part = ? AND key = ?')
        .run(expiryOf(table, parseItem(String(item))), table.id, key as Uint8Array);
    return { TimeToLiveSpecification: asked };
  });
}

const describeTimeToLive = z.strictObject({ TableName: named });

export function describeTimeToLiveCall(db: Database, caller: Principal, input: unknown) {
  const { TableName } = read(describeTimeToLive, input);
  db.allow(caller, 'dynamodb:DescribeTimeToLive', tableArn(TableName));
  const { expiry } = getTable(db.store, TableName);
  return {
    TimeToLiveDescription:
      expiry === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: expiry },
  };
}
