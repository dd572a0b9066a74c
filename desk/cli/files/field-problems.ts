import type * as z from 'zod';
import { Filing } from '../../../shared/articles/filing.ts';
import type { FieldProblem } from '../../../shared/problem.ts';
import type { FrontMatter } from './front-matter.ts';

type Path = readonly PropertyKey[];

/** What is wrong with the fields of a file, in words for people and with the line of each; one problem per field. */
export function fieldProblems(
  error: z.ZodError,
  content: object,
  lineOf: FrontMatter['lineOf'],
): FieldProblem[] {
  const problems = error.issues
    .flatMap((issue) => detailsOf(issue, content))
    .map(({ path, detail }) => {
      const line = lineOf(path);
      const where = line === undefined ? '' : ` (line ${line})`;
      return { pointer: `/${path.join('/')}`, detail: detail + where };
    });
  return [...new Map(problems.map((problem) => [problem.pointer, problem])).values()];
}

const known = Object.keys(Filing.shape).filter((field) => field !== 'body');

function detailsOf(issue: z.core.$ZodIssue, content: object): { path: Path; detail: string }[] {
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    const fields = path.length === 0 ? `; there are id, ${known.join(', ')}` : '';
    return issue.keys.map((key) => ({ path: [...path, key], detail: `is not a field${fields}` }));
  }
  if (issue.code !== 'invalid_type') return [{ path, detail: message }];
  const isMissing = valueAt(content, path) === undefined;
  return [{ path, detail: isMissing ? 'is missing' : (typeDetails[issue.expected] ?? message) }];
}

const typeDetails: Record<string, string> = {
  string: 'must be one text',
  array: 'must be a list, as [এক, দুই]',
  object: 'must have a name, and may have a url',
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
