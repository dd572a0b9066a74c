import type { FieldProblem } from '../../../shared/problem.ts';
import { Path } from '../../../shared/redirects/redirect.ts';
import { UsageError } from '../usage-error.ts';
import { readText } from './text-file.ts';

/** A line of the file: an old path of a moved site, and the new path. */
export type Line = { line: number; from: string; to: string };

/**
 * Reads old and new paths: two on each line, separated by a tab, a comma or spaces, in
 * quotation marks or not, as a spreadsheet writes them. Empty lines and comments (#) are
 * skipped, and so are lines that repeat one before. If any line is wrong, throws with all that are.
 */
export function readRedirectFile(name: string): Line[] {
  const lines = new Map<string, Line>();
  const errors: FieldProblem[] = [];
  for (const [i, text] of readText(name).split(/\r?\n/).entries()) {
    if (text.trim() === '' || text.startsWith('#')) continue;
    const parsed = parseLine(text, i + 1);
    const detail = typeof parsed === 'string' ? parsed : repeats(parsed, lines);
    if (detail) errors.push({ pointer: `line ${i + 1}`, detail });
    else if (typeof parsed !== 'string' && !lines.has(parsed.from)) lines.set(parsed.from, parsed);
  }
  for (const line of lines.values())
    if (leadsBack(line, lines))
      errors.push({ pointer: `line ${line.line}`, detail: `leads back to ${line.from}` });
  if (errors.length > 0) throw new UsageError(`${name} cannot be imported as it is`, errors);
  if (lines.size === 0) throw new UsageError(`${name} has no line with an old and a new path`);
  return endsFirst(lines);
}

type Lines = ReadonlyMap<string, Line>;

function repeats({ from, to }: Line, lines: Lines): string | undefined {
  const before = lines.get(from);
  return before && before.to !== to
    ? `${from} leads to ${before.to} already, by line ${before.line}`
    : undefined;
}

function leadsBack({ from, to }: Line, lines: Lines): boolean {
  const met = new Set<string>();
  let at: string | undefined = to;
  while (at !== undefined && at !== from && !met.has(at)) {
    met.add(at);
    at = lines.get(at)?.to;
  }
  return at === from;
}

/** Lines after those that they lead on to. */
function endsFirst(lines: Lines): Line[] {
  const steps = (line: Line): number => {
    const next = lines.get(line.to);
    return next ? 1 + steps(next) : 0;
  };
  return [...lines.values()]
    .map((line) => ({ line, rank: steps(line) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ line }) => line);
}

const field = /"((?:[^"]|"")*)"|([^\s,]+)/g;

/** The paths of a line, or why it is wrong. */
function parseLine(text: string, line: number): Line | string {
  const paths = [...text.matchAll(field)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare);
  const [from, to] = paths.map((path) => Path.safeParse(path));
  if (paths.length !== 2 || !from || !to) return 'is not an old path and a new one';
  const wrong = from.error ?? to.error;
  return wrong ? (wrong.issues[0]?.message ?? '') : { line, from: from.data ?? '', to: to.data ?? '' };
}
