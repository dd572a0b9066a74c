import { type ProblemDocument, Refused, Unreachable } from '../api/problem.ts';
import { UsageError } from '../usage-error.ts';

/** An expected error as a problem document. Throws what is not expected: it is a bug of this program. */
export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof Refused) return error.problem;
  if (error instanceof Unreachable) return { status: 503, code: 'unreachable', title: error.message };
  if (!(error instanceof UsageError)) throw error;
  const { message: title, errors } = error;
  return { status: 400, code: 'usage', title, ...(errors.length > 0 ? { errors } : {}) };
}

/** A problem in lines: its title, its detail, and every field that is wrong. */
export function problemText({ status, title, detail, errors = [] }: ProblemDocument): string {
  const lines = [
    `khobor: ${title}`,
    ...(detail === undefined ? [] : [`  ${detail}`]),
    ...(status === 401 ? ['  Sign in with: khobor login'] : []),
    ...errors.map((error) => `  ${error.pointer} ${error.detail}`),
  ];
  return lines.join('\n');
}
