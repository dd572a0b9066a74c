import { resolve } from 'node:path';
import type { FieldProblem } from '../../shared/problem.ts';
import { Path } from '../../shared/redirects/redirect.ts';
import { Mistake } from './mistake.ts';
import { textIn } from './text-file.ts';

/** One old path of a moved site, and the new one. */
export type Line = { line: number; from: string; to: string };

/**
 * Old and new paths from a file: two on each line, with a tab, a comma or spaces between; empty lines and those that begin
 * with # count for nothing. Every line that is wrong is told, before anything is sent.
 */
export function redirectsIn(name: string): Line[] {
  const lines: Line[] = [];
  const errors: FieldProblem[] = [];
  for (const [i, text] of textIn(resolve(process.env.INIT_CWD ?? '.', name), name)
    .split(/\r?\n/)
    .entries()) {
    if (text.trim() === '' || text.startsWith('#')) continue;
    const read = lineOf(text, i + 1);
    if (typeof read === 'string') errors.push({ pointer: `line ${i + 1}`, detail: read });
    else lines.push(read);
  }
  if (errors.length > 0) throw new Mistake(`${name} cannot be imported as it is`, errors);
  if (lines.length === 0) throw new Mistake(`${name} has no line with an old and a new path`);
  return lines;
}

function lineOf(text: string, line: number): Line | string {
  const paths = text.trim().split(/\s*[,\t]\s*|\s+/);
  const [from, to] = paths.map((path) => Path.safeParse(path));
  if (paths.length !== 2 || !from || !to) return 'is not an old path and a new one';
  const wrong = from.error ?? to.error;
  return wrong ? (wrong.issues[0]?.message ?? '') : { line, from: from.data ?? '', to: to.data ?? '' };
}
