import type * as z from 'zod';
import { AwsError, type Principal } from '../service.ts';
import { type Database, durably, takeNumber } from './database.ts';
import { invalid, invalidValues, notFound } from './faults.ts';
import { read } from './request.ts';
import { addEntry, storedRow } from './rows.ts';
import { indexNamed, type Table, type Throughput } from './schema.ts';
import { closeStream, openStream } from './streams.ts';
import { definitionsOf, describe } from './table-description.ts';
import { encryptionOf, streamView } from './table-operations.ts';
import { checkTogether, type Definitions, indexOf, updateTable } from './table-request.ts';
import { dropIndex, getTable, saveTable, tableArn } from './tables.ts';

type Asked = z.output<typeof updateTable>;

export async function updateTableCall(db: Database, caller: Principal, input: unknown) {
  const asked = read(updateTable, input);
  db.allow(caller, 'dynamodb:UpdateTable', tableArn(asked.TableName));
  const { TableName: _name, AttributeDefinitions: _definitions, ...changes } = asked;
  if (Object.values(changes).every((change) => change === undefined))
    throw invalid(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
    );
  return durably(db, () => {
    const table = { ...getTable(db.store, asked.TableName) };
    changeThroughput(table, asked);
    if (asked.StreamSpecification) changeStream(db, table, asked.StreamSpecification);
    changeIndexes(db, table, asked);
    if (asked.DeletionProtectionEnabled !== undefined)
      table.deletionProtection = asked.DeletionProtectionEnabled;
    if (asked.TableClass) table.tableClass = asked.TableClass;
    if (asked.SSESpecification) changeEncryption(table, asked.SSESpecification);
    saveTable(db.store, table);
    return { TableDescription: describe(db.store, table) };
  });
}

function changeThroughput(table: Table, { BillingMode: mode, ProvisionedThroughput: units }: Asked) {
  const onDemand = mode ? mode === 'PAY_PER_REQUEST' : !table.throughput;
  if (onDemand && units)
    throw invalidValues(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  if (!onDemand && !units && !table.throughput)
    throw invalidValues('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
  if (units) checkChanges('table', table.throughput, units);
  if (onDemand) delete table.throughput;
  else if (units) table.throughput = units;
}

/** DynamoDB refuses an update to the current throughput, of the table or of an index. */
function checkChanges(what: string, now: Throughput | undefined, asked: Throughput) {
  const unit = (name: keyof Throughput) =>
    `Current ${name} provisioned for the ${what}: ${asked[name]}. Requested ${name}: ${asked[name]}.`;
  if (
    now?.ReadCapacityUnits === asked.ReadCapacityUnits &&
    now.WriteCapacityUnits === asked.WriteCapacityUnits
  )
    throw invalid(
      `The provisioned throughput for the ${what} will not change. The requested value equals the current value. ${unit('ReadCapacityUnits')} ${unit('WriteCapacityUnits')} Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
    );
}

function changeEncryption(table: Table, asked: NonNullable<Asked['SSESpecification']>) {
  const { encryptedBy } = table;
  if (!asked.Enabled && !encryptedBy) throw invalidValues('Table is already encrypted by default');
  if (asked.Enabled && encryptedBy && asked.KMSMasterKeyId === encryptedBy)
    throw invalidValues(
      'Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key',
    );
  delete table.encryptedBy;
  Object.assign(table, encryptionOf(asked));
}

function changeStream(db: Database, table: Table, asked: NonNullable<Asked['StreamSpecification']>) {
  const view = streamView(asked, 'updated');
  if (view) {
    if (table.stream) throw invalid(`Table already has an enabled stream: TableName: ${table.name}`);
    table.stream = table.lastStream = openStream(db.store, db.clock.now(), table, view);
    return;
  }
  if (!table.stream) throw invalid(`Table has no stream to disable: TableName: ${table.name}`);
  closeStream(db.store, db.clock.now(), table.stream);
  delete table.stream;
}

function changeIndexes(db: Database, table: Table, asked: Asked) {
  const changes = asked.GlobalSecondaryIndexUpdates ?? [];
  if (asked.GlobalSecondaryIndexUpdates?.length === 0)
    throw invalidValues('List of GlobalSecondaryIndexUpdates is empty');
  if (changes.filter(({ Create, Delete }) => Create || Delete).length > 1)
    throw new AwsError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  for (const { Create, Update, Delete } of changes) {
    if ([Create, Update, Delete].filter(Boolean).length !== 1)
      throw invalidValues(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    if (Create) createIndex(db, table, Create, asked.AttributeDefinitions ?? []);
    if (Update) {
      const index = globalIndex(table, Update.IndexName);
      const { ProvisionedThroughput: throughput } = Update;
      if (throughput) checkChanges(`index ${index.name}`, index.throughput, throughput);
      table.indexes = table.indexes.map((old) =>
        old === index && throughput ? { ...old, throughput } : old,
      );
    }
    if (Delete) {
      const index = globalIndex(table, Delete.IndexName);
      table.indexes = table.indexes.filter((other) => other !== index);
      dropIndex(db.store, index.id);
    }
  }
}

function globalIndex(table: Table, name: string) {
  const index = indexNamed(table, name);
  if (index?.scope === 'global') return index;
  throw notFound();
}

type Creation = NonNullable<NonNullable<Asked['GlobalSecondaryIndexUpdates']>[number]['Create']>;

function createIndex({ store }: Database, table: Table, asked: Creation, given: Definitions) {
  if (indexNamed(table, asked.IndexName)) throw invalid('Attempting to create an index which already exists');
  const known = new Map([...definitionsOf(table), ...given].map((one) => [one.AttributeName, one]));
  const clash = definitionsOf(table).find(
    ({ AttributeName, AttributeType }) => known.get(AttributeName)?.AttributeType !== AttributeType,
  );
  if (clash) throw invalidValues(`Cannot redefine the type of attribute ${clash.AttributeName}`);
  const index = indexOf(asked, 'global', [...known.values()], table.key, takeNumber(store));
  table.indexes = [...table.indexes, index];
  checkTogether(table.indexes, table.key, [...known.values()]);
  const items = store.sql('SELECT key, size, item FROM dynamodb_item WHERE part = ?').iterate(table.id);
  for (const row of items) addEntry(store, table, index, Buffer.from(row.key as Uint8Array), storedRow(row));
}
