import type * as z from 'zod';
import { Filing } from '../../../shared/articles/filing.ts';
import { fieldProblemsOf } from '../../../shared/field-problems.ts';
import type { FieldProblem } from '../../../shared/problem.ts';
import type { FrontMatter } from './front-matter.ts';

/** What is wrong with the fields of a file, as the API would say it, with the line of each; one problem per field. */
export function fieldProblems(
  error: z.ZodError,
  { lineOf, bodyLine }: Pick<FrontMatter, 'lineOf' | 'bodyLine'>,
): FieldProblem[] {
  const problems = fieldProblemsOf(error).map(({ pointer, detail }) => {
    const path = pointer.slice(1).split('/');
    if (pointer === '/body') return { pointer, detail: inFile(detail, bodyLine) };
    const line = lineOf(path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)));
    const where = line === undefined ? '' : ` (line ${line})`;
    return { pointer, detail: `${detail}${hintFor(pointer, detail)}${where}` };
  });
  return [...new Map(problems.map((problem) => [problem.pointer, problem])).values()];
}

/** Lines of a body as lines of its file. */
const inFile = (detail: string, bodyLine: number) =>
  detail.replace(/\bon line (\d+)/, (_, line) => `on line ${bodyLine - 1 + Number(line)}`);

const known = Object.keys(Filing.shape).filter((field) => field !== 'body');

function hintFor(pointer: string, detail: string): string {
  if (detail === 'is not a field' && !pointer.slice(1).includes('/'))
    return `; there are id, ${known.join(', ')}`;
  if (detail === 'must be a list') return ', as [এক, দুই]';
  return pointer === '/source' && detail.startsWith('must be an object') ? ': a name, and perhaps a url' : '';
}
