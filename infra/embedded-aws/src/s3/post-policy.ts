import { AwsError } from '../service.ts';
import { accessDenied } from './wire.ts';

type Condition = { operator: string; field: string; value: string };

/** Fields that need no condition in the policy. */
const free = /^(x-amz-signature|policy|file|x-ignore-.*)$/;

/** Checks a form against its policy: the expiration, every condition, and that every field has a condition. */
export function checkPolicy(fields: Record<string, string>, size: number, now: number): void {
  const { expiration, conditions } = read(fields.policy ?? '');
  if (!(Date.parse(expiration) > now)) throw failed('Policy expired.');
  const checked = new Set<string>();
  for (const condition of conditions.flatMap((one) => conditionsOf(one, size))) {
    const { operator, field, value } = condition;
    checked.add(field);
    // A missing field counts as empty, which `starts-with ""` accepts.
    if (!holds(operator, fields[field] ?? '', value, field))
      throw failed(`Policy Condition failed: ["${operator}", "$${field}", "${value}"]`);
  }
  const extra = Object.keys(fields).filter(
    (name) => name !== 'bucket' && !free.test(name) && !checked.has(name),
  );
  if (extra.length > 0) throw failed(`Extra input fields: ${extra.join(', ')}`);
}

function holds(operator: string, sent: string, value: string, field: string) {
  if (operator === 'eq') return sent === value;
  if (operator !== 'starts-with') return false;
  // A list of content types is accepted if each of them matches.
  return (field === 'content-type' ? sent.split(',') : [sent]).every((one) => one.startsWith(value));
}

function conditionsOf(condition: unknown, size: number): Condition[] {
  if (Array.isArray(condition)) {
    const [kind, name, value] = condition;
    const operator = String(kind).toLowerCase();
    if (condition.length !== 3) throw invalid('a condition has three parts');
    if (operator === 'content-length-range') {
      checkSize(size, Number(name), Number(value));
      return [];
    }
    if (
      !/^(eq|starts-with)$/.test(operator) ||
      typeof name !== 'string' ||
      !name.startsWith('$') ||
      typeof value !== 'string'
    )
      throw invalid(`unknown condition ${JSON.stringify(condition)}`);
    return [{ operator, field: name.slice(1).toLowerCase(), value }];
  }
  if (typeof condition !== 'object' || condition === null)
    throw invalid('a condition is a list or an object');
  return Object.entries(condition).map(([field, value]) => ({
    operator: 'eq',
    field: field.toLowerCase(),
    value: String(value),
  }));
}

function checkSize(size: number, least: number, most: number) {
  if (!Number.isInteger(least) || !Number.isInteger(most))
    throw invalid('content-length-range takes two numbers');
  const sizes = { ProposedSize: size, MinSizeAllowed: least, MaxSizeAllowed: most };
  if (size < least)
    throw new AwsError(
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
      400,
      sizes,
    );
  if (size > most)
    throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, sizes);
}

function read(encoded: string): { expiration: string; conditions: unknown[] } {
  try {
    const { expiration, conditions } = JSON.parse(Buffer.from(encoded, 'base64').toString());
    if (typeof expiration === 'string' && Array.isArray(conditions)) return { expiration, conditions };
  } catch {
    throw invalid('it is not JSON');
  }
  throw invalid('expiration and conditions are needed');
}

const failed = (why: string) => accessDenied(`Invalid according to Policy: ${why}`);
const invalid = (why: string) => new AwsError('InvalidPolicyDocument', `Invalid Policy: ${why}`);
