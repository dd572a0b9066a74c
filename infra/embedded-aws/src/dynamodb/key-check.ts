import { type Attributes, type AttributeValue, emptyAttributes, typeOf } from './attribute.ts';
import { emptyKey, invalid, invalidValues } from './faults.ts';
import type { Path } from './path.ts';
import { type KeyPart, partsOf, type Table } from './schema.ts';

const maxHash = 2048;
const maxRange = 1024;

/** Throws unless `key` has exactly the key attributes of the table, with valid values. */
export function checkKey(key: Attributes, table: Table) {
  const parts = partsOf(table.key);
  if (Object.keys(key).length !== parts.length) throw mismatch();
  for (const part of parts) checkKeyPart(key[part.name], part, part === table.key.hash);
}

export function checkKeyPart(value: AttributeValue | undefined, part: KeyPart, isHash: boolean) {
  if (value === undefined || !(part.type in value)) throw mismatch();
  checkKeyValue(value, part, isHash);
}

/** Throws when a value is empty or too long for a key. */
export function checkKeyValue(value: AttributeValue, part: KeyPart, isHash: boolean) {
  const empty = emptyKind(value);
  if (empty) throw emptyKey(empty, ` Key: ${part.name}`);
  checkKeySize(value, isHash);
}

export const mismatch = () => invalid('The provided key element does not match the schema');

/** Throws unless an item to put has valid keys: those of the table, and of indexes where it has them. */
export function checkItemKeys(item: Attributes, table: Table) {
  for (const part of partsOf(table.key)) {
    const value = item[part.name];
    if (value === undefined) throw invalidValues(`Missing the key ${part.name} in the item`);
    if (!(part.type in value))
      throw invalidValues(
        `Type mismatch for key ${part.name} expected: ${part.type} actual: ${typeOf(value)}`,
      );
    checkKeyValue(value, part, part === table.key.hash);
  }
  checkIndexKeys(item, table, (kind, index, part) => {
    const where = ` IndexName: ${index}, IndexKey: ${part}`;
    return emptyKey(kind, where, 'A value specified for a secondary index key is not supported. ');
  });
}

/** Throws when a key attribute of an index has the wrong type, is empty or too long. */
export function checkIndexKeys(
  item: Attributes,
  table: Table,
  faultOf: (empty: 'string' | 'binary', index: string, part: string) => Error,
) {
  for (const index of table.indexes)
    for (const part of partsOf(index.key)) {
      const value = item[part.name];
      if (value === undefined) continue;
      if (!(part.type in value))
        throw invalidValues(
          `Type mismatch for Index Key ${part.name} Expected: ${part.type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
        );
      const empty = emptyKind(value);
      if (empty) throw faultOf(empty, index.name, part.name);
      checkKeySize(value, part === index.key.hash);
    }
}

/** Throws when a path leads into a key attribute, since keys are scalars. */
export function checkScalarKeys(paths: Path[], table: Table) {
  const into = new Set(paths.filter((path) => path.length > 1).map(([name]) => name));
  const fault = (kind: string, name: string) =>
    invalid(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
    );
  for (const { name } of partsOf(table.key)) if (into.has(name)) throw fault('Key', name);
  for (const index of table.indexes)
    for (const { name } of partsOf(index.key)) if (into.has(name)) throw fault('IndexKey', name);
}

/** The named attributes of an item. */
export function only(item: Attributes, names: string[]): Attributes {
  const key = emptyAttributes();
  for (const name of names) {
    const value = item[name];
    if (value !== undefined) key[name] = value;
  }
  return key;
}

/** The kind of an empty value; undefined for one that is not empty. */
const emptyKind = (value: AttributeValue) =>
  'S' in value && value.S === '' ? 'string' : 'B' in value && value.B === '' ? 'binary' : undefined;

function checkKeySize(value: AttributeValue, isHash: boolean) {
  const size =
    'S' in value ? Buffer.byteLength(value.S) : 'B' in value ? Buffer.byteLength(value.B, 'base64') : 0;
  if (isHash && size > maxHash)
    throw invalidValues(`Size of hashkey has exceeded the maximum size limit of${maxHash} bytes`);
  if (!isHash && size > maxRange)
    throw invalidValues(`Aggregated size of all range keys has exceeded the size limit of ${maxRange} bytes`);
}
