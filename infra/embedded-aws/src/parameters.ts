import type * as z from 'zod';
import { AwsError } from './service.ts';

/** The error codes with which a service refuses parameters. */
export type ParameterCodes = { missing: string; invalid: string; unsupported: string; malformed: string };

/** Reads the input of an operation. A parameter that the schema does not have is refused by its name, never ignored. */
export function parameters<S extends z.ZodType>(
  schema: S,
  input: unknown,
  codes: ParameterCodes,
): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => (where ? `${where}.${key}` : key)).join(', ');
    throw new AwsError(codes.unsupported, `embedded-aws does not support the parameter ${names}`);
  }
  if (issue?.code !== 'invalid_type') throw new AwsError(codes.invalid, `${where}: ${issue?.message}`);
  if (at(input, issue.path) === undefined)
    throw new AwsError(codes.missing, `The request must contain the parameter ${where}.`);
  throw new AwsError(codes.malformed, `${where}: ${issue.message}`);
}

const at = (input: unknown, path: PropertyKey[]) =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], input);
