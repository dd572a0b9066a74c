import type { FieldProblem } from '../../../shared/problem.ts';
import { Path } from '../../../shared/redirects/redirect.ts';
import { UsageError } from '../usage-error.ts';
import { readText } from './text-file.ts';

/** A line of the file: an old path of a moved site, and the new path. */
export type Line = { line: number; from: string; to: string };

/**
 * Reads old and new paths: two on each line, separated by a tab, a comma or spaces. Empty lines and comments (#) are
 * skipped. If any line is wrong, throws with all that are.
 */
export function readRedirectFile(name: string): Line[] {
  const lines: Line[] = [];
  const errors: FieldProblem[] = [];
  for (const [i, text] of readText(name).split(/\r?\n/).entries()) {
    if (text.trim() === '' || text.startsWith('#')) continue;
    const parsed = parseLine(text, i + 1);
    if (typeof parsed === 'string') errors.push({ pointer: `line ${i + 1}`, detail: parsed });
    else lines.push(parsed);
  }
  if (errors.length > 0) throw new UsageError(`${name} cannot be imported as it is`, errors);
  if (lines.length === 0) throw new UsageError(`${name} has no line with an old and a new path`);
  return lines;
}

/** The paths of a line, or why it is wrong. */
function parseLine(text: string, line: number): Line | string {
  const paths = text.trim().split(/\s*[,\t]\s*|\s+/);
  const [from, to] = paths.map((path) => Path.safeParse(path));
  if (paths.length !== 2 || !from || !to) return 'is not an old path and a new one';
  const wrong = from.error ?? to.error;
  return wrong ? (wrong.issues[0]?.message ?? '') : { line, from: from.data ?? '', to: to.data ?? '' };
}
