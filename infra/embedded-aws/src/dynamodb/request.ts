import * as z from 'zod';
import { invalid, malformed } from './faults.ts';
import { tableName } from './tables.ts';

/** Reads the input of an operation. A parameter that the schema does not have is refused by its name, never ignored. */
export function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw refusal(parsed.error.issues, input);
}

/** DynamoDB first refuses JSON of the wrong types, then lists all violated constraints in one message. */
function refusal(issues: z.core.$ZodIssue[], input: unknown): Error {
  const broken: string[] = [];
  const unknown: string[] = [];
  for (const issue of issues)
    if (issue.code === 'unrecognized_keys') unknown.push([...issue.path, issue.keys[0]].join('.'));
    else {
      const constraint = brokenConstraint(issue, input);
      if (constraint === undefined) return malformed(`${issue.path.join('.')}: ${issue.message}`);
      broken.push(constraint);
    }
  if (unknown.length > 0) return invalid(`embedded-aws does not support the parameter ${unknown[0]}`);
  return notValid(...broken);
}

/** The error that lists violated constraints. */
export const notValid = (...broken: string[]) =>
  invalid(`${broken.length} validation error${broken.length > 1 ? 's' : ''} detected: ${broken.join('; ')}`);

/** The violated constraint in DynamoDB's words; undefined if the JSON has the wrong type. */
function brokenConstraint(issue: z.core.$ZodIssue, input: unknown): string | undefined {
  // Some parameters have another wording in DynamoDB, which their schema gives.
  if (issue.message.startsWith('Value at ')) return issue.message;
  const value = issue.path.reduce<unknown>(
    (at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step],
    input,
  );
  const unmet = (constraint: string) =>
    `Value ${value == null ? 'null' : `'${show(value)}'`} at '${issue.path.map(memberName).join('.')}' failed to satisfy constraint: ${constraint}`;
  if (value == null) return unmet('Member must not be null');
  const measure = Array.isArray(value) || typeof value === 'string' ? 'length' : 'value';
  switch (issue.code) {
    case 'invalid_value':
      return unmet(`Member must satisfy enum value set: [${issue.values.join(', ')}]`);
    case 'too_small':
      return unmet(`Member must have ${measure} greater than or equal to ${issue.minimum}`);
    case 'too_big':
      return unmet(`Member must have ${measure} less than or equal to ${issue.maximum}`);
    case 'invalid_format':
      return unmet('Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+');
    default:
      return undefined;
  }
}

const show = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const memberName = (step: PropertyKey) =>
  typeof step === 'number'
    ? `${step + 1}.member`
    : `${String(step)[0]?.toLowerCase()}${String(step).slice(1)}`;

/** A map whose values are checked later. zod's own record would lose a name such as `__proto__`. */
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

export const collectionMetrics = z.enum(['SIZE', 'NONE']).default('NONE');

export const placeholders = {
  ExpressionAttributeNames: anyMap.optional(),
  ExpressionAttributeValues: anyMap.optional(),
};

export const onFailure = z.enum(['ALL_OLD', 'NONE']).default('NONE');
