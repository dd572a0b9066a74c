import { inBangla } from '../../../shared/bangla/problem-words.ts';
import type { FieldProblem } from '../../../shared/problem.ts';
import { type ProblemDocument, Refused, Unreachable } from '../api/problem.ts';
import { UsageError } from '../usage-error.ts';

/** An expected error as a problem document. Nothing for what is not expected: it is a bug of this program. */
export function problemOf(error: unknown): ProblemDocument | undefined {
  if (error instanceof Refused) return error.problem;
  if (error instanceof Unreachable) return { status: 503, code: 'unreachable', title: error.message };
  if (!(error instanceof UsageError)) return undefined;
  const { message: title, errors } = error;
  return { status: 400, code: 'usage', title, ...(errors.length > 0 ? { errors } : {}) };
}

/** A problem in lines: its title, its detail, and every field that is wrong. In Bengali to those who read that. */
export function problemText(problem: ProblemDocument, isBangla = readsBangla()): string {
  const { status, errors = [] } = problem;
  const title = (isBangla && problem.titleBn) || problem.title;
  const detail = (isBangla && problem.detailBn) || problem.detail;
  const signIn = isBangla ? 'সাইন ইন করুন: khobor login' : 'Sign in with: khobor login';
  const lines = [
    `khobor: ${title}`,
    ...(detail === undefined ? [] : [`  ${detail}`]),
    ...(status === 401 ? [`  ${signIn}`] : []),
    ...errors.map((error) => `  ${error.pointer} ${(isBangla && banglaOf(error)) || error.detail}`),
  ];
  return lines.join('\n');
}

const banglaOf = ({ detail, detailBn }: FieldProblem) => detailBn ?? inBangla(detail);

/** Whether the terminal's language is Bengali, by the variables that name it. */
function readsBangla(): boolean {
  const { KHOBOR_LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (KHOBOR_LANGUAGE || LC_ALL || LC_MESSAGES || LANG || '').startsWith('bn');
}
