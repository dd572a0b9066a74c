import * as z from 'zod';
import { invalid, invalidValues } from './faults.ts';
import { type Index, type KeyPart, type KeySchema, viewTypes } from './schema.ts';

const name = z
  .string()
  .min(3)
  .max(255)
  .regex(/^[a-zA-Z0-9_.-]+$/);

export const tags = z.array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) }));

const throughput = z.strictObject({
  ReadCapacityUnits: z.int().min(1),
  WriteCapacityUnits: z.int().min(1),
});

const definitions = z.array(
  z.strictObject({ AttributeName: z.string().min(1).max(255), AttributeType: z.enum(['B', 'N', 'S']) }),
);

const keySchema = z
  .array(z.strictObject({ AttributeName: z.string().min(1).max(255), KeyType: z.enum(['HASH', 'RANGE']) }))
  .min(1)
  .max(2);

const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
  NonKeyAttributes: z.array(z.string().min(1).max(255)).min(1).max(20).optional(),
});

const localIndex = z.strictObject({ IndexName: name, KeySchema: keySchema, Projection: projection });
const globalIndex = localIndex.extend({
  ProvisionedThroughput: throughput.optional(),
});

const stream = z.strictObject({
  StreamEnabled: z.boolean(),
  StreamViewType: z.enum(viewTypes).optional(),
});

const billing = z.enum(['PROVISIONED', 'PAY_PER_REQUEST']);
const encryption = z.strictObject({
  Enabled: z.boolean().optional(),
  SSEType: z.enum(['AES256', 'KMS']).optional(),
  KMSMasterKeyId: z.string().optional(),
});
const tableClass = z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']);

export const createTable = z.strictObject({
  TableName: name,
  AttributeDefinitions: definitions,
  KeySchema: keySchema,
  LocalSecondaryIndexes: z.array(localIndex).optional(),
  GlobalSecondaryIndexes: z.array(globalIndex).optional(),
  BillingMode: billing.default('PROVISIONED'),
  ProvisionedThroughput: throughput.optional(),
  StreamSpecification: stream.optional(),
  SSESpecification: encryption.optional(),
  TableClass: tableClass.optional(),
  DeletionProtectionEnabled: z.boolean().default(false),
  Tags: tags.default([]),
});

export const updateTable = z.strictObject({
  TableName: name,
  AttributeDefinitions: definitions.optional(),
  GlobalSecondaryIndexUpdates: z
    .array(
      z.strictObject({
        Create: globalIndex.optional(),
        Update: z
          .strictObject({
            IndexName: name,
            ProvisionedThroughput: throughput.optional(),
          })
          .optional(),
        Delete: z.strictObject({ IndexName: name }).optional(),
      }),
    )
    .optional(),
  BillingMode: billing.optional(),
  ProvisionedThroughput: throughput.optional(),
  StreamSpecification: stream.optional(),
  SSESpecification: encryption.optional(),
  TableClass: tableClass.optional(),
  DeletionProtectionEnabled: z.boolean().optional(),
});

export type Definitions = z.output<typeof definitions>;
type GivenIndex = z.output<typeof globalIndex>;

/** The first name that a list has twice. */
export const namedTwice = (names: string[]): string | undefined =>
  names.find((name, at) => names.indexOf(name) < at);

/** Combines a key schema with the attribute definitions. */
export function keySchemaOf(given: z.output<typeof keySchema>, known: Definitions): KeySchema {
  const [first, second] = given;
  const names = given.map(({ AttributeName }) => AttributeName);
  const parts = names.map((part) => partOf(part, known));
  const [hash, range] = parts;
  if (!hash || parts.includes(undefined))
    throw invalidValues(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${known.map(({ AttributeName }) => AttributeName).join(', ')}]`,
    );
  if (names[0] === names[1]) throw invalid('Invalid KeySchema: Some index key attribute have no definition');
  if (first?.KeyType !== 'HASH')
    throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  if (second && second.KeyType !== 'RANGE')
    throw invalid('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  return range ? { hash, range } : { hash };
}

function partOf(attribute: string, known: Definitions): KeyPart | undefined {
  const found = known.find(({ AttributeName }) => AttributeName === attribute);
  return found && { name: attribute, type: found.AttributeType };
}

export function indexOf(
  { IndexName, KeySchema, Projection, ProvisionedThroughput }: GivenIndex,
  scope: Index['scope'],
  known: Definitions,
  tableKey: KeySchema,
  id: number,
): Index {
  const key = keySchemaOf(KeySchema, known);
  if (scope === 'local') checkLocal(IndexName, key, tableKey);
  const { ProjectionType, NonKeyAttributes } = Projection;
  if (!ProjectionType) throw invalidValues('Unknown ProjectionType: null');
  if (NonKeyAttributes && ProjectionType !== 'INCLUDE')
    throw invalidValues(`ProjectionType is ${ProjectionType}, but NonKeyAttributes is specified`);
  if (!NonKeyAttributes && ProjectionType === 'INCLUDE')
    throw invalidValues('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  const twice = namedTwice(NonKeyAttributes ?? []);
  if (twice !== undefined) throw invalidValues(`Duplicate element in NonKeyAttributes: ${twice}`);
  return {
    id,
    name: IndexName,
    scope,
    key,
    projection: ProjectionType,
    included: NonKeyAttributes ?? [],
    ...(ProvisionedThroughput ? { throughput: ProvisionedThroughput } : {}),
  };
}

function checkLocal(index: string, key: KeySchema, tableKey: KeySchema) {
  if (!tableKey.range)
    throw invalidValues(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  if (!key.range) throw invalidValues(`Index KeySchema does not have a range key for index: ${index}`);
  if (key.hash.name !== tableKey.hash.name)
    throw invalidValues(
      `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${index}. index hash key: ${key.hash.name}, table hash key: ${tableKey.hash.name}`,
    );
}

/** Throws when index names repeat, there are too many indexes, or no key uses a defined attribute. */
export function checkTogether(indexes: Index[], tableKey: KeySchema, known: Definitions) {
  const names = new Set<string>();
  for (const { name } of indexes) {
    if (names.has(name)) throw invalidValues(`Duplicate index name: ${name}`);
    names.add(name);
  }
  if (indexes.filter(({ scope }) => scope === 'local').length > 5)
    throw invalidValues('Number of LocalSecondaryIndexes exceeds per-table limit of 5');
  if (indexes.filter(({ scope }) => scope === 'global').length > 20)
    throw invalidValues('GlobalSecondaryIndex count exceeds the per-table limit of 20');
  const used = new Set(
    [tableKey, ...indexes.map(({ key }) => key)].flatMap(({ hash, range }) => [hash.name, range?.name]),
  );
  const idle = known.map(({ AttributeName }) => AttributeName).filter((attribute) => !used.has(attribute));
  if (idle.length > 0 && indexes.length === 0)
    throw invalidValues(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  if (idle.length > 0)
    throw invalidValues(
      `Some AttributeDefinitions are not used. AttributeDefinitions: [${known.map(({ AttributeName }) => AttributeName).join(', ')}], keys used: [${[...used].filter(Boolean).join(', ')}]`,
    );
}
