import type * as z from 'zod';
import type { FieldProblem } from './problem.ts';

/**
 * What is wrong with input by its schema, a problem for each field: in words of the house, never those of the schema
 * library. Of a union the branch counts that was meant.
 */
export const fieldProblemsOf = ({ issues }: z.ZodError): FieldProblem[] => issues.flatMap(problemsIn);

/** The words for what a schema refuses without words of its own: `schema.safeParse(input, { error: wordsOf })`. */
export const wordsOf: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of: '}${issue.values.join(', ')}`;
    case 'invalid_format':
      return `is not in the form that is asked for (${issue.format})`;
    case 'too_big':
      return `${measures(issue.origin).more} ${issue.maximum}${measures(issue.origin).unit}`;
    case 'too_small':
      return `${measures(issue.origin).less} ${issue.minimum}${measures(issue.origin).unit}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    default:
      return 'is not what is asked for';
  }
};

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
  record: 'an object with fields',
  null: 'null',
};

function measures(origin: string) {
  if (origin === 'string') return { more: 'is longer than', less: 'is shorter than', unit: ' characters' };
  const isMany = origin === 'array' || origin === 'set' || origin === 'map';
  return isMany
    ? { more: 'has more than', less: 'has fewer than', unit: '' }
    : { more: 'must be at most', less: 'must be at least', unit: '' };
}

function problemsIn(issue: z.core.$ZodIssue): FieldProblem[] {
  const pointer = pointerTo(issue.path);
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find(
      (branch) => !branch.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
    );
    if (meant) return meant.flatMap((one) => problemsIn({ ...one, path: [...issue.path, ...one.path] }));
    if ('discriminator' in issue) return [{ pointer, detail: `has no known ${issue.discriminator}` }];
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'is not a field' }));
  return [{ pointer, detail: issue.message }];
}

/** A JSON pointer (RFC 6901). */
export const pointerTo = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
