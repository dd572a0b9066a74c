import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { AwsError } from '../service.ts';

/** Refuses an invalid filter policy: its structure, its conditions, its size (5 keys, 150 combinations). */
export function checkFilterPolicy(text: string, scope = 'MessageAttributes'): void {
  const leaves: unknown[][] = [];
  checkKeys(parse(text), scope === 'MessageBody', leaves);
  if (leaves.length > 5) throw invalid('Filter policy can not have more than 5 keys');
  if (leaves.reduce((product, { length }) => product * length, 1) > 150)
    throw invalid('Filter policy is too complex');
}

/** Whether `$or` is the operator: a list of two or more policies, none of them a condition. Otherwise it is a key. */
export const isOr = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) &&
  value.length >= 2 &&
  value.every((one) => isRecord(one) && Object.keys(one).length > 0 && !Object.keys(one).some(isOperator));

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkKeys(policy: unknown, mayNest: boolean, leaves: unknown[][]) {
  if (!isRecord(policy)) throw invalid('Filter policy must be a JSON object');
  for (const [key, value] of Object.entries(policy)) {
    if (key === '$or' && isOr(value)) for (const one of value) checkKeys(one, mayNest, leaves);
    else if (Array.isArray(value)) {
      if (value.length === 0) throw invalid('Empty arrays are not allowed');
      for (const condition of value) checkCondition(condition);
      leaves.push(value);
    } else if (isRecord(value) && mayNest) checkKeys(value, mayNest, leaves);
    else if (isRecord(value))
      throw invalid('Filter policy scope MessageAttributes does not support nested filter policy');
    else throw invalid(`"${key}" must be an object or an array`);
  }
}

const operators: Record<string, (value: unknown) => boolean> = {
  prefix: isText,
  suffix: isText,
  'equals-ignore-case': isText,
  exists: (value) => typeof value === 'boolean',
  cidr: isCidr,
  numeric: isNumeric,
  'anything-but': (value) =>
    isRecord(value)
      ? Object.keys(value).length === 1 &&
        Object.entries(value).every(([name, inner]) => /^(prefix|suffix)$/.test(name) && isTexts(inner))
      : [value].flat().length > 0 && [value].flat().every((one) => typeof one === 'string' || isNumber(one)),
};
const isOperator = (name: string) => Object.hasOwn(operators, name);

function checkCondition(condition: unknown) {
  if (condition === null || typeof condition === 'boolean' || typeof condition === 'string') return;
  if (isNumber(condition)) return;
  if (!isRecord(condition)) throw invalid('Match value must be String, number, true, false, or null');
  const [[operator, value] = [''], ...others] = Object.entries(condition);
  if (others.length > 0) throw invalid('Only one key allowed in match expression');
  const isFit = isOperator(operator) ? operators[operator] : undefined;
  if (!isFit) throw invalid(`Unrecognized match type ${operator}`);
  if (!isFit(value)) throw invalid(`Value of ${operator} is not one it can have`);
}

function isText(value: unknown) {
  return typeof value === 'string' && value !== '';
}
function isTexts(value: unknown) {
  return [value].flat().length > 0 && [value].flat().every(isText);
}
function isNumber(value: unknown) {
  return typeof value === 'number' && Math.abs(value) <= 1e9;
}

function isNumeric(value: unknown) {
  if (!Array.isArray(value)) return false;
  const [first, low, second, high] = value;
  if (value.length === 2) return /^(=|<|<=|>|>=)$/.test(first) && isNumber(low);
  return (
    value.length === 4 &&
    /^>=?$/.test(first) &&
    /^<=?$/.test(second) &&
    isNumber(low) &&
    isNumber(high) &&
    low < high
  );
}

function isCidr(value: unknown) {
  try {
    return blockOf(String(value)) !== undefined;
  } catch {
    return false;
  }
}

/** The addresses of a CIDR block. Undefined or an error for anything else. */
export function blockOf(cidr: string): BlockList | undefined {
  const [address = '', bits = ''] = cidr.split('/');
  if (!(isIPv4(address) || isIPv6(address)) || !/^\d+$/.test(bits)) return undefined;
  const block = new BlockList();
  block.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6');
  return block;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('failed to parse JSON.');
  }
}

const invalid = (why: string) => new AwsError('InvalidParameter', `Invalid parameter: FilterPolicy: ${why}`);
