import { isIPv4, isIPv6 } from 'node:net';
import type { MessageAttribute } from '../sqs/message-attribute.ts';
import { blockOf, isOr, isRecord } from './filter-policy-check.ts';

type Policy = Record<string, unknown>;

/** Whether a message passes a valid filter policy, by its attributes or by its JSON body. */
export function passes(
  policy: string,
  scope: string,
  message: { body: string; attributes: Record<string, MessageAttribute> },
): boolean {
  const subject =
    scope === 'MessageBody'
      ? bodyAsRecord(message.body)
      : Object.fromEntries(
          Object.entries(message.attributes).map(([name, one]) => [name, filterValueOf(one)]),
        );
  return subject !== undefined && matches(JSON.parse(policy), subject);
}

/** Every key must match one of its conditions. A list in the message matches if any of its elements does. */
function matches(policy: Policy, subject: Record<string, unknown>): boolean {
  return Object.entries(policy).every(([key, wanted]) => {
    if (key === '$or' && isOr(wanted)) return wanted.some((one) => matches(one, subject));
    const found = Object.hasOwn(subject, key) ? subject[key] : undefined;
    if (Array.isArray(wanted)) return wanted.some((condition) => satisfies(condition, found));
    const inner = all(found).filter(isRecord);
    return (inner.length > 0 ? inner : [{}]).some((one) => matches(wanted as Policy, one));
  });
}

const all = (value: unknown): unknown[] => (Array.isArray(value) ? value.flatMap(all) : [value]);

function satisfies(condition: unknown, found: unknown): boolean {
  const values = found === undefined ? [] : all(found);
  if (!isRecord(condition)) return values.includes(condition);
  const [[operator = '', wanted] = []] = Object.entries(condition);
  if (operator === 'exists') return (found !== undefined) === wanted;
  return values.some((value) => compare(operator, wanted, value));
}

function compare(operator: string, wanted: unknown, value: unknown): boolean {
  if (operator === 'numeric') return typeof value === 'number' && inRange(value, wanted as [string, number]);
  if (operator === 'anything-but') return isOther(wanted, value);
  if (typeof value !== 'string' || typeof wanted !== 'string') return false;
  if (operator === 'prefix') return value.startsWith(wanted);
  if (operator === 'suffix') return value.endsWith(wanted);
  if (operator === 'equals-ignore-case') return value.toLowerCase() === wanted.toLowerCase();
  if (isIPv4(value)) return blockOf(wanted)?.check(value, 'ipv4') ?? false;
  return isIPv6(value) && (blockOf(wanted)?.check(value, 'ipv6') ?? false);
}

function isOther(wanted: unknown, value: unknown) {
  if (!isRecord(wanted)) return !all(wanted).includes(value);
  const [[operator = '', forms] = []] = Object.entries(wanted);
  return !all(forms).some((form) => compare(operator, form, value));
}

const orders: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function inRange(value: number, [operator, bound, ...rest]: (string | number)[]): boolean {
  const holds = orders[String(operator)]?.(value, Number(bound)) ?? false;
  return holds && (rest.length === 0 || inRange(value, rest));
}

/** The value of an attribute for a filter; binary attributes have none. */
function filterValueOf({ DataType, StringValue = '' }: MessageAttribute): unknown {
  if (DataType.startsWith('Number')) return Number(StringValue);
  if (DataType === 'String.Array') return parse(StringValue) ?? [];
  return DataType.startsWith('String') ? StringValue : undefined;
}

function bodyAsRecord(body: string) {
  const parsed = parse(body);
  return isRecord(parsed) ? parsed : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
