import { invalid, invalidValues, malformed } from './faults.ts';
import { normalise } from './number.ts';

export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] }
  | { L: AttributeValue[] }
  | { M: Attributes };

/** An item, a key or a map. Without a prototype, so that attributes may be called `constructor` or `__proto__`. */
export type Attributes = Record<string, AttributeValue>;

export type AttributeType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

const types: readonly string[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'];
const maxDepth = 32;

export const isAttributeType = (name: string): name is AttributeType => types.includes(name);

export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType;
  throw new Error('an attribute value without a type');
}

export const emptyAttributes = (): Attributes => Object.create(null);

/** Checks attributes from a request and normalises numbers. */
export function readAttributes(raw: unknown, depth = 0): Attributes {
  if (!isObject(raw)) throw malformed('Start of structure or map found where not expected');
  const attributes = emptyAttributes();
  for (const name of Object.keys(raw)) {
    const fault = name === '' && depth > 0 ? undefined : nameFault(name);
    if (fault) throw invalidValues(fault);
    attributes[name] = readValue(raw[name], depth);
  }
  return attributes;
}

/** Why a text is not a valid attribute name; undefined if it is. */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'Empty attribute name';
  if (name.length <= 21_845 || Buffer.byteLength(name) <= 65_535) return undefined;
  return 'Attribute name is too large, must be less than 65536 bytes';
}

export function readValue(raw: unknown, depth = 0): AttributeValue {
  if (!isObject(raw)) throw malformed('Unexpected value type in payload');
  const given = Object.keys(raw).filter((type) => types.includes(type) && raw[type] != null);
  const [type] = given;
  if (type === undefined)
    throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  if (given.length > 1)
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  return readTyped(type as AttributeType, raw[type], depth);
}

function readTyped(type: AttributeType, raw: unknown, depth: number): AttributeValue {
  switch (type) {
    case 'S':
      return { S: text(raw) };
    case 'N':
      return { N: normalise(text(raw)) };
    case 'B':
      return { B: binary(raw) };
    case 'BOOL':
      return { BOOL: flag(raw) };
    case 'NULL':
      if (!flag(raw)) throw invalidValues('Null attribute value types must have the value of true');
      return { NULL: true };
    case 'SS':
      return { SS: readSet(raw, text, 'An string set  may not be empty', duplicateStrings) };
    case 'NS':
      return {
        NS: readSet(
          raw,
          (member) => normalise(text(member)),
          'An number set  may not be empty',
          () => invalid('Input collection contains duplicates'),
        ),
      };
    case 'BS':
      return { BS: readSet(raw, binary, 'Binary sets should not be empty', duplicateBinaries) };
    case 'L':
      checkDepth(depth);
      return { L: list(raw).map((member) => readValue(member, depth + 1)) };
    case 'M':
      checkDepth(depth);
      return { M: readAttributes(raw, depth + 1) };
  }
}

function readSet(
  raw: unknown,
  read: (member: unknown) => string,
  empty: string,
  duplicate: (members: string[]) => Error,
) {
  const members = list(raw).map(read);
  if (members.length === 0) throw invalidValues(empty);
  if (new Set(members).size < members.length) throw duplicate(members);
  return members;
}

const duplicateStrings = (members: string[]) =>
  invalidValues(`Input collection [${members.join(', ')}] contains duplicates.`);
const duplicateBinaries = (members: string[]) =>
  invalidValues(`Input collection [${members.join(', ')}]of type BS contains duplicates.`);

function checkDepth(depth: number) {
  if (depth >= maxDepth) throw invalid('Nesting Levels have exceeded supported limits');
}

function text(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  throw malformed(`${nameOf(raw)} cannot be converted to String`);
}

function flag(raw: unknown): boolean {
  if (typeof raw === 'boolean') return raw;
  throw malformed(`${nameOf(raw)} cannot be converted to Boolean`);
}

function list(raw: unknown): unknown[] {
  if (Array.isArray(raw)) return raw;
  throw malformed('Unexpected field type');
}

function binary(raw: unknown): string {
  if (typeof raw !== 'string') throw malformed('only base-64-encoded strings are convertible to bytes');
  if (Buffer.from(raw, 'base64').toString('base64') === raw) return raw;
  throw malformed('Invalid Base64: it must be in canonical form with padding');
}

const nameOf = (raw: unknown) =>
  raw === null ? 'NULL_VALUE' : `${Array.isArray(raw) ? 'LIST' : typeof raw}_VALUE`.toUpperCase();

const isObject = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** Parses an item from the store. */
export const parseItem = (json: string): Attributes => withoutPrototype(JSON.parse(json) as Attributes);

/** A deep copy. */
export const copyOf = (value: AttributeValue): AttributeValue => {
  if ('M' in value) return { M: withoutPrototype(value.M) };
  if ('L' in value) return { L: value.L.map(copyOf) };
  return { ...value };
};

export function withoutPrototype(attributes: Attributes): Attributes {
  const copy = emptyAttributes();
  for (const name of Object.keys(attributes)) copy[name] = copyOf(attributes[name] as AttributeValue);
  return copy;
}

/** Whether two values are equal in DynamoDB: same type, sets in any order, documents compared deeply. */
export function same(a: AttributeValue, b: AttributeValue): boolean {
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  if ('L' in a && 'L' in b)
    return a.L.length === b.L.length && a.L.every((value, i) => same(value, b.L[i] as AttributeValue));
  if ('M' in a && 'M' in b) return sameAttributes(a.M, b.M);
  const [left, right] = [membersOf(a), membersOf(b)];
  if (left && right) {
    const members = new Set(right);
    return left.length === right.length && left.every((member) => members.has(member));
  }
  return scalarOf(a) === scalarOf(b);
}

export function sameAttributes(a: Attributes, b: Attributes): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [left, right] = [a[name], b[name]];
      return left !== undefined && right !== undefined && same(left, right);
    })
  );
}

/** The members of a set, or undefined for anything else. */
export const membersOf = (value: AttributeValue): string[] | undefined =>
  'SS' in value ? value.SS : 'NS' in value ? value.NS : 'BS' in value ? value.BS : undefined;

const scalarOf = (value: AttributeValue) =>
  'S' in value
    ? value.S
    : 'N' in value
      ? value.N
      : 'B' in value
        ? value.B
        : 'BOOL' in value
          ? value.BOOL
          : undefined;
