import * as z from 'zod';
import { invalid, malformed } from './faults.ts';
import { tableName } from './tables.ts';

/** Reads the input of an operation. A parameter the schema does not name is refused by its name, never ignored. */
export function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw complaint(parsed.error.issues[0] as z.core.$ZodIssue, input);
}

function complaint(issue: z.core.$ZodIssue, input: unknown): Error {
  const where = issue.path.map(memberName).join('.');
  if (issue.code === 'unrecognized_keys')
    return invalid(
      `The embedded DynamoDB does not support the parameter ${[...issue.path, issue.keys[0]].join('.')}`,
    );
  const value = issue.path.reduce<unknown>(
    (at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step],
    input,
  );
  if (value == null) return unmet(value, where, 'Member must not be null');
  if (issue.code === 'invalid_value')
    return unmet(value, where, `Member must satisfy enum value set: [${issue.values.join(', ')}]`);
  const measure = Array.isArray(value) || typeof value === 'string' ? 'length' : 'value';
  if (issue.code === 'too_small')
    return unmet(value, where, `Member must have ${measure} greater than or equal to ${issue.minimum}`);
  if (issue.code === 'too_big')
    return unmet(value, where, `Member must have ${measure} less than or equal to ${issue.maximum}`);
  if (issue.code === 'invalid_format')
    return unmet(value, where, 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+');
  return malformed(`${issue.path.join('.')}: ${issue.message}`);
}

const unmet = (value: unknown, where: string, constraint: string) =>
  invalid(
    `1 validation error detected: Value ${value == null ? 'null' : `'${show(value)}'`} at '${where}' failed to satisfy constraint: ${constraint}`,
  );

const show = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const memberName = (step: PropertyKey) =>
  typeof step === 'number'
    ? `${step + 1}.member`
    : `${String(step)[0]?.toLowerCase()}${String(step).slice(1)}`;

/** A map of names to what has yet to be checked. zod would rebuild it, and lose a name such as `__proto__`. */
export const anyMap = z.custom<Record<string, unknown>>(
  (map) => typeof map === 'object' && map !== null && !Array.isArray(map),
  'Start of structure or map expected',
);

export const table = z
  .string()
  .min(1)
  .max(1024)
  .transform(tableName)
  .pipe(
    z
      .string()
      .min(3)
      .max(255)
      .regex(/^[a-zA-Z0-9_.-]+$/),
  );

export const capacity = z.enum(['INDEXES', 'TOTAL', 'NONE']).default('NONE');

/** Tolerated: without a local index there is nothing to say, and with one it is only an estimate. */
export const collectionMetrics = z.enum(['SIZE', 'NONE']).optional();

export const placeholders = {
  ExpressionAttributeNames: anyMap.optional(),
  ExpressionAttributeValues: anyMap.optional(),
};

export const onFailure = z.enum(['ALL_OLD', 'NONE']).default('NONE');
