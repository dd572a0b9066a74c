import { type AttributeValue, membersOf, same, typeOf } from './attribute.ts';
import { compareNumbers } from './number.ts';

/** Negative, zero or positive; undefined for values that cannot be ordered. */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N);
  const [left, right] = [bytesOf(a), bytesOf(b)];
  return left && right && typeOf(a) === typeOf(b) ? Buffer.compare(left, right) : undefined;
}

export function beginsWith(whole: AttributeValue, part: AttributeValue): boolean {
  if ('S' in whole && 'S' in part) return whole.S.startsWith(part.S);
  if (!('B' in whole && 'B' in part)) return false;
  const [bytes, start] = [Buffer.from(whole.B, 'base64'), Buffer.from(part.B, 'base64')];
  return bytes.subarray(0, start.length).equals(start);
}

/** The contains function: a substring, bytes within bytes, a member of a set or an element of a list. */
export function contains(whole: AttributeValue, part: AttributeValue): boolean {
  if ('S' in whole) return 'S' in part && whole.S.includes(part.S);
  if ('B' in whole)
    return 'B' in part && Buffer.from(whole.B, 'base64').includes(Buffer.from(part.B, 'base64'));
  if ('L' in whole) return whole.L.some((element) => same(element, part));
  const members = membersOf(whole);
  if (members === undefined || typeOf(whole) !== `${typeOf(part)}S`) return false;
  return members.includes(Object.values(part)[0] as string);
}

/** The size function: UTF-16 units of a string, bytes of a binary, elements of a set, list or map. */
export function sizeFunction(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return membersOf(value)?.length;
}

const bytesOf = (value: AttributeValue) =>
  'S' in value ? Buffer.from(value.S) : 'B' in value ? Buffer.from(value.B, 'base64') : undefined;
