import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError, account, type Principal, region } from '../service.ts';
import { type Database, durably, takeNumber } from './database.ts';
import { invalid, invalidValues } from './faults.ts';
import { table as named, read } from './request.ts';
import type { Index, Table } from './schema.ts';
import { closeStream, openStream } from './streams.ts';
import { describe } from './table-description.ts';
import { checkTogether, createTable, indexOf, keySchemaOf, namedTwice } from './table-request.ts';
import { dropTable, findTable, getTable, saveTable, tableArn, tableNames } from './tables.ts';

export async function createTableCall(db: Database, caller: Principal, input: unknown) {
  checkNamed(input);
  const asked = read(createTable, input);
  db.allow(caller, 'dynamodb:CreateTable', tableArn(asked.TableName));
  checkThroughput(asked);
  return durably(db, () => {
    if (findTable(db.store, asked.TableName))
      throw new AwsError('ResourceInUseException', `Table already exists: ${asked.TableName}`);
    const table = tableOf(db, asked);
    const view = asked.StreamSpecification && streamView(asked.StreamSpecification, 'created');
    if (view) table.stream = table.lastStream = openStream(db.store, db.clock.now(), table, view);
    saveTable(db.store, table);
    return { TableDescription: describe(db.store, table) };
  });
}

/** CreateTable has its own message for a missing name. */
function checkNamed(input: unknown) {
  if (typeof input === 'object' && input !== null && !('TableName' in input))
    throw invalid("The parameter 'TableName' is required but was not present in the request");
}

function tableOf({ store, clock }: Database, asked: z.output<typeof createTable>): Table {
  const { AttributeDefinitions: known } = asked;
  const twice = namedTwice(known.map(({ AttributeName }) => AttributeName));
  if (twice !== undefined) throw invalid(`Attribute Name is duplicated: ${twice}`);
  const key = keySchemaOf(asked.KeySchema, known);
  const given = [
    ...listed(asked.LocalSecondaryIndexes, 'Local').map((index) => ['local', index] as const),
    ...listed(asked.GlobalSecondaryIndexes, 'Global').map((index) => ['global', index] as const),
  ];
  const indexes: Index[] = given.map(([scope, index]) =>
    indexOf(index, scope, known, key, takeNumber(store)),
  );
  checkTogether(indexes, key, known);
  return {
    id: takeNumber(store),
    name: asked.TableName,
    arn: tableArn(asked.TableName),
    uuid: randomUUID(),
    createdAt: clock.now(),
    key,
    indexes,
    ...(asked.ProvisionedThroughput ? { throughput: asked.ProvisionedThroughput } : {}),
    ...(asked.TableClass ? { tableClass: asked.TableClass } : {}),
    ...encryptionOf(asked.SSESpecification),
    deletionProtection: asked.DeletionProtectionEnabled,
    tags: asked.Tags,
  };
}

export function encryptionOf(asked: z.output<typeof createTable>['SSESpecification']) {
  if (!asked?.Enabled) return {};
  return { encryptedBy: asked.KMSMasterKeyId ?? `arn:aws:kms:${region}:${account}:key/${randomUUID()}` };
}

const listed = <T>(indexes: T[] | undefined, scope: string): T[] => {
  if (indexes?.length === 0) throw invalidValues(`List of ${scope}SecondaryIndexes is empty`);
  return indexes ?? [];
};

function checkThroughput(asked: z.output<typeof createTable>) {
  if (asked.BillingMode === 'PROVISIONED') {
    if (!asked.ProvisionedThroughput)
      throw invalidValues(
        'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
      );
    return;
  }
  if (asked.ProvisionedThroughput)
    throw invalidValues(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  const limited = asked.GlobalSecondaryIndexes?.find((index) => index.ProvisionedThroughput);
  if (limited)
    throw invalidValues(
      `ProvisionedThroughput should not be specified for index: ${limited.IndexName} when BillingMode is PAY_PER_REQUEST`,
    );
}

const streamFaults = {
  created: {
    needed: 'Table is being created with a stream enabled, UpdateViewType is required',
    needless: 'Table is being created with a stream disabled, UpdateViewType should not be specified',
  },
  updated: {
    needed: 'If stream is being enabled then UpdateViewType is required',
    needless: 'If stream is being disabled, then UpdateViewType must not be specified',
  },
};

/** The view type of a stream specification; undefined for a disabled stream. */
export function streamView(
  { StreamEnabled, StreamViewType }: NonNullable<z.output<typeof createTable>['StreamSpecification']>,
  tableIs: keyof typeof streamFaults,
) {
  const { needed, needless } = streamFaults[tableIs];
  if (StreamEnabled && !StreamViewType) throw invalidValues(needed);
  if (!StreamEnabled && StreamViewType) throw invalidValues(needless);
  return StreamViewType;
}

const byName = z.strictObject({ TableName: named });

export async function deleteTableCall(db: Database, caller: Principal, input: unknown) {
  const { TableName } = read(byName, input);
  db.allow(caller, 'dynamodb:DeleteTable', tableArn(TableName));
  return durably(db, () => {
    const table = getTable(db.store, TableName);
    if (table.deletionProtection)
      throw invalid(
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      );
    // DynamoDB describes a deleted table without its keys and indexes.
    const {
      AttributeDefinitions: _definitions,
      KeySchema: _keys,
      CreationDateTime: _created,
      LocalSecondaryIndexes: _local,
      GlobalSecondaryIndexes: _global,
      ...description
    } = describe(db.store, table, 'DELETING');
    dropTable(db.store, table);
    if (table.stream) closeStream(db.store, db.clock.now(), table.stream);
    return { TableDescription: description };
  });
}

export function describeTableCall(db: Database, caller: Principal, input: unknown) {
  const { TableName } = read(byName, input);
  db.allow(caller, 'dynamodb:DescribeTable', tableArn(TableName));
  return { Table: describe(db.store, getTable(db.store, TableName)) };
}

const listTables = z.strictObject({
  ExclusiveStartTableName: z.string().optional(),
  Limit: z.int().min(1).max(100).default(100),
});

export function listTablesCall(db: Database, caller: Principal, input: unknown) {
  const { ExclusiveStartTableName = '', Limit } = read(listTables, input);
  db.allow(caller, 'dynamodb:ListTables', '*');
  const names = tableNames(db.store, ExclusiveStartTableName, Limit + 1);
  const page = names.slice(0, Limit);
  return { TableNames: page, LastEvaluatedTableName: names.length > Limit ? page.at(-1) : undefined };
}
