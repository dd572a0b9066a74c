import type { Attributes, AttributeValue } from './attribute.ts';
import { numberSize } from './number.ts';

export const maxItemSize = 400 * 1024;

/** The size of an item as AWS counts it: UTF-8 names and values, with its own rules for numbers and documents. */
export function sizeOfItem(item: Attributes): number {
  let size = 0;
  for (const name of Object.keys(item))
    size += Buffer.byteLength(name) + sizeOf(item[name] as AttributeValue);
  return size;
}

function sizeOf(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('SS' in value) return total(value.SS, (member) => Buffer.byteLength(member));
  if ('NS' in value) return total(value.NS, numberSize);
  if ('BS' in value) return total(value.BS, (member) => Buffer.byteLength(member, 'base64'));
  if ('L' in value) return 3 + total(value.L, (member) => 1 + sizeOf(member));
  if ('M' in value) return 3 + Object.keys(value.M).length + sizeOfItem(value.M);
  return 1;
}

const total = <T>(members: T[], size: (member: T) => number) =>
  members.reduce((sum, member) => sum + size(member), 0);
