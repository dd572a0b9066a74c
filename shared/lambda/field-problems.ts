import type * as z from 'zod';
import { fieldProblemsOf, wordsOf } from '../field-problems.ts';
import { type FieldProblem, Problem } from '../problem.ts';

/**
 * Checks input against its schema. Throws `invalid-input` with every field that is wrong, including the faults that
 * `more` finds.
 */
export async function checked<In extends z.ZodType>(
  schema: In,
  input: Record<string, unknown>,
  more: () => Promise<FieldProblem[]> = async () => [],
): Promise<z.infer<In>> {
  const unsafe = Object.hasOwn(input, '__proto__')
    ? [{ pointer: '/__proto__', detail: 'is not a field' }]
    : [];
  const result = await schema.safeParseAsync(input, { error: wordsOf });
  if (result.success && unsafe.length === 0) return inOrder(schema, result.data) as z.infer<In>;
  const wrong = result.success ? [] : fieldProblemsOf(result.error);
  const all = [...unsafe, ...wrong, ...(await more())];
  throw invalid([...new Map(all.map((one) => [`${one.pointer} ${one.detail}`, one])).values()]);
}

/** A field that is checked on demand, such as Markdown, comes last: the order of the schema is restored. */
function inOrder(schema: z.ZodType, data: unknown): unknown {
  const fields = 'shape' in schema ? Object.keys(schema.shape as object) : [];
  if (fields.length === 0) return data;
  const given = data as Record<string, unknown>;
  const known = fields.filter((field) => Object.hasOwn(given, field));
  return { ...Object.fromEntries(known.map((field) => [field, given[field]])), ...given };
}

/** Throws `invalid-input` if there are any field problems. */
export function refuse(errors: readonly FieldProblem[]): void {
  if (errors.length > 0) throw invalid(errors);
}

/** The most field problems in one answer. */
const most = 100;

const invalid = (errors: readonly FieldProblem[]) =>
  new Problem(
    'invalid-input',
    `Correct ${errors.length === 1 ? 'this field' : 'these fields'} and send it again`,
    { errors: errors.slice(0, most) },
  );
