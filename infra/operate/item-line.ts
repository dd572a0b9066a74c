import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { canonical } from '../../shared/canonical.ts';

/** An item as DynamoDB's API has it. */
export type Attributes = Record<string, AttributeValue>;

/** An item as a line of JSON: the same for equal items. Binary values are in base64, sets in order. */
export const lineOf = (item: Attributes): string => canonical(mapped(item));

const mapped = (item: Attributes): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));

function plain(value: AttributeValue): unknown {
  if (value.M) return { M: mapped(value.M) };
  if (value.L) return { L: value.L.map(plain) };
  if (value.B) return { B: base64(value.B) };
  if (value.BS) return { BS: value.BS.map(base64).sort() };
  if (value.SS) return { SS: [...value.SS].sort() };
  if (value.NS) return { NS: [...value.NS].sort() };
  return value;
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** A line of an export: an item of a table with these keys. */
const Line = z.looseObject({
  pk: z.strictObject({ S: z.string().min(1) }),
  sk: z.strictObject({ S: z.string().min(1) }),
});

type Plain = Record<string, unknown>;

/** The item of a line. Throws when it is none. */
export const itemOf = (line: string): Attributes => unmapped(Line.parse(JSON.parse(line)));

const unmapped = (item: Plain): Attributes =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(value as Plain)]));

function attribute(value: Plain): AttributeValue {
  if ('M' in value) return { M: unmapped(value.M as Plain) };
  if ('L' in value) return { L: (value.L as Plain[]).map(attribute) };
  if ('B' in value) return { B: bytes(value.B as string) };
  if ('BS' in value) return { BS: (value.BS as string[]).map(bytes) };
  return value as unknown as AttributeValue;
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** A text of an item, if it has it. */
export const textIn = (item: Attributes, name: string): string => item[name]?.S ?? '';
