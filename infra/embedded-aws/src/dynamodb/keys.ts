import { crc32 } from 'node:zlib';
import type { Attributes, AttributeValue } from './attribute.ts';
import { encodeNumber } from './number.ts';
import type { KeyPart, KeySchema } from './schema.ts';

/**
 * Encodes a key: a four-byte hash of the partition key, the partition key, and the sort key in bytes that sort like its
 * values. So partitions are contiguous and sorted, and the segments of a scan are ranges of the hash.
 */
export function keyOf(item: Attributes, { hash, range }: KeySchema): Buffer {
  const partition = partitionOf(item[hash.name]);
  if (!range) return partition;
  return Buffer.concat([partition, sortable(item[range.name]), end]);
}

/** The key of an item's entry in an index; undefined for an item that is not in the index. */
export function entryOf(item: Attributes, key: KeySchema, itemKey: Buffer): Buffer | undefined {
  if (!isIndexed(item, key.hash) || (key.range && !isIndexed(item, key.range))) return undefined;
  return Buffer.concat([keyOf(item, key), itemKey]);
}

const isIndexed = (item: Attributes, { name, type }: KeyPart) => {
  const value = item[name];
  return value !== undefined && type in value && Object.values(value)[0] !== '';
};

export function partitionOf(value: AttributeValue | undefined): Buffer {
  const bytes = raw(value);
  const partition = Buffer.allocUnsafe(bytes.length + 6);
  partition.writeUInt32BE(crc32(bytes));
  partition.writeUInt16BE(bytes.length, 4);
  partition.set(bytes, 6);
  return partition;
}

export type Range = { from: Buffer; to: Buffer };

export const wholePartition = (partition: Buffer): Range => ({
  from: partition,
  to: after(partition),
});

/** The key range of one segment of a scan. */
export function segmentRange(segment: number, segments: number): Range {
  const at = (part: number) => {
    const bytes = Buffer.alloc(5, 0xff);
    const first = Math.ceil((part / segments) * 2 ** 32);
    if (first < 2 ** 32) bytes.writeUInt32BE(first);
    return first < 2 ** 32 ? bytes.subarray(0, 4) : bytes;
  };
  return { from: at(segment), to: at(segment + 1) };
}

/** The key range within a partition for a comparison of the sort key. */
export function sortRange(partition: Buffer, by: string, values: AttributeValue[]): Range {
  const [low, high] = values.map((value) => Buffer.concat([partition, sortable(value)]));
  const exact = (prefix: Buffer | undefined) => Buffer.concat([prefix ?? partition, end]);
  const { from, to } = wholePartition(partition);
  switch (by) {
    case '=':
      return { from: exact(low), to: after(exact(low)) };
    case '<':
      return { from, to: exact(low) };
    case '<=':
      return { from, to: after(exact(low)) };
    case '>':
      return { from: after(exact(low)), to };
    case '>=':
      return { from: exact(low), to };
    case 'between':
      return { from: exact(low), to: after(exact(high)) };
    default:
      return { from: low ?? partition, to: after(low ?? partition) };
  }
}

/** The first possible key after all keys that begin with these bytes. */
export function after(prefix: Buffer): Buffer {
  let last = prefix.length - 1;
  while (last >= 0 && prefix[last] === 0xff) last--;
  if (last < 0) return Buffer.alloc(prefix.length + 1, 0xff);
  const next = Buffer.from(prefix.subarray(0, last + 1));
  next[last] = (next[last] ?? 0) + 1;
  return next;
}

// Zero bytes in a value are encoded as 00 FF and the value ends with 00 00. So no encoded value is a prefix of another,
// and the order of the values is kept.
const end = Buffer.from([0, 0]);

function sortable(value: AttributeValue | undefined): Buffer {
  const bytes = raw(value);
  if (!bytes.includes(0)) return bytes;
  const escaped: number[] = [];
  for (const byte of bytes) {
    escaped.push(byte);
    if (byte === 0) escaped.push(0xff);
  }
  return Buffer.from(escaped);
}

function raw(value: AttributeValue | undefined): Buffer {
  if (value && 'S' in value) return Buffer.from(value.S);
  if (value && 'N' in value) return encodeNumber(value.N);
  if (value && 'B' in value) return Buffer.from(value.B, 'base64');
  throw new Error('a key attribute that is neither string, number nor binary');
}
