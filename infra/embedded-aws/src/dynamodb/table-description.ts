import type { Store } from '../store.ts';
import { type Index, type KeySchema, partsOf, type Table, type Throughput } from './schema.ts';

/** The description of a table. It is active as soon as it is created. */
export function describe(store: Store, table: Table, status = 'ACTIVE') {
  const { items, bytes } = countOf(store, table.id);
  const indexes = (scope: Index['scope']) => {
    const found = table.indexes.filter((index) => index.scope === scope);
    return found.length > 0 ? found.map((index) => describeIndex(store, table, index)) : undefined;
  };
  const changed = table.createdAt / 1000;
  return {
    AttributeDefinitions: definitionsOf(table),
    TableName: table.name,
    KeySchema: showKey(table.key),
    TableStatus: status,
    CreationDateTime: changed,
    ProvisionedThroughput: showThroughput(table.throughput),
    TableSizeBytes: bytes,
    ItemCount: items,
    TableArn: table.arn,
    TableId: table.uuid,
    BillingModeSummary: table.throughput
      ? undefined
      : { BillingMode: 'PAY_PER_REQUEST', LastUpdateToPayPerRequestDateTime: changed },
    LocalSecondaryIndexes: indexes('local'),
    GlobalSecondaryIndexes: indexes('global'),
    StreamSpecification: table.stream && { StreamEnabled: true, StreamViewType: table.stream.view },
    LatestStreamLabel: table.lastStream?.label,
    LatestStreamArn: table.lastStream?.arn,
    SSEDescription: table.encryptedBy && {
      Status: 'ENABLED',
      SSEType: 'KMS',
      KMSMasterKeyArn: table.encryptedBy,
    },
    TableClassSummary: table.tableClass && { TableClass: table.tableClass },
    DeletionProtectionEnabled: table.deletionProtection,
    WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' },
  };
}

export function definitionsOf(table: Table) {
  const types = new Map(
    [table.key, ...table.indexes.map(({ key }) => key)]
      .flatMap(partsOf)
      .map(({ name, type }) => [name, type]),
  );
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

export const showKey = ({ hash, range }: KeySchema) => [
  { AttributeName: hash.name, KeyType: 'HASH' },
  ...(range ? [{ AttributeName: range.name, KeyType: 'RANGE' }] : []),
];

function describeIndex(store: Store, table: Table, index: Index) {
  const { items, bytes } = countOf(store, index.id);
  return {
    IndexName: index.name,
    KeySchema: showKey(index.key),
    Projection: {
      ProjectionType: index.projection,
      NonKeyAttributes: index.projection === 'INCLUDE' ? index.included : undefined,
    },
    IndexSizeBytes: bytes,
    ItemCount: items,
    IndexArn: `${table.arn}/index/${index.name}`,
    ...(index.scope === 'global'
      ? { IndexStatus: 'ACTIVE', ProvisionedThroughput: showThroughput(index.throughput) }
      : {}),
  };
}

const showThroughput = (throughput: Throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 }) => ({
  NumberOfDecreasesToday: 0,
  ...throughput,
});

function countOf(store: Store, part: number) {
  const found = store.sql('SELECT items, bytes FROM dynamodb_count WHERE part = ?').get(part);
  return { items: Number(found?.items ?? 0), bytes: Number(found?.bytes ?? 0) };
}
