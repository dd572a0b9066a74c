import { crc32 } from 'node:zlib';
import type { Attributes, AttributeValue } from './attribute.ts';
import { encodeNumber } from './number.ts';
import type { KeyPart, KeySchema } from './schema.ts';

/**
 * A key as bytes: four bytes of hash over the partition, the partition, the sort key in bytes that sort as the values
 * do. So a partition lies together, its items lie in order, and a scan's segments are ranges of the hash.
 */
export function keyOf(item: Attributes, { hash, range }: KeySchema): Buffer {
  const partition = partitionOf(item[hash.name]);
  if (!range) return partition;
  return Buffer.concat([partition, sortable(item[range.name]), end]);
}

/** The key of an item's entry in an index; undefined when the item lacks a key attribute and so is not in it. */
export function entryOf(item: Attributes, key: KeySchema, home: Buffer): Buffer | undefined {
  if (!isIndexed(item, key.hash) || (key.range && !isIndexed(item, key.range))) return undefined;
  return Buffer.concat([keyOf(item, key), home]);
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

/** The keys of one segment of a scan, or of all of it. */
export function segmentRange(segment: number, segments: number): Range {
  const at = (part: number) => {
    const bytes = Buffer.alloc(5, 0xff);
    const first = Math.ceil((part / segments) * 2 ** 32);
    if (first < 2 ** 32) bytes.writeUInt32BE(first);
    return first < 2 ** 32 ? bytes.subarray(0, 4) : bytes;
  };
  return { from: at(segment), to: at(segment + 1) };
}

/** A comparison of the sort key as a range of keys within the partition. */
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

/** The first key there can be after all keys that begin with these bytes. */
export function after(prefix: Buffer): Buffer {
  let last = prefix.length - 1;
  while (last >= 0 && prefix[last] === 0xff) last--;
  if (last < 0) return Buffer.alloc(prefix.length + 1, 0xff);
  const next = Buffer.from(prefix.subarray(0, last + 1));
  next[last] = (next[last] ?? 0) + 1;
  return next;
}

// A zero byte in a value is written as 00 FF, and the value ends with 00 00: so none is the beginning of another,
// and the order stays that of the values.
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
