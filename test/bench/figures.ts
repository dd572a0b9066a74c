import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The figures of the last run on this machine. */
const file = fileURLToPath(new URL('../../node_modules/.cache/khobor/figures.json', import.meta.url));
const before = figuresBefore();
const now: Record<string, number> = {};

export type Goal = { most: number } | { least: number };

/** Prints a figure beside its goal and the figure of the run before. */
export function say(what: string, figure: number, unit: string, goal?: Goal) {
  const parts = [what.padEnd(64), `${short(figure)} ${unit}`.trim().padStart(14)];
  if (goal) parts.push(`${goalOf(goal)}${isMet(figure, goal) ? '' : ', missed'}`.padEnd(22));
  const last = before[what];
  if (last !== undefined) parts.push(`${goal ? '' : ' '.repeat(22)}before ${short(last)}`.trimEnd());
  console.log(parts.join('  ').trimEnd());
  now[what] = figure;
  mkdirSync(new URL('.', `file://${file}`), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...figuresBefore(), ...now }, null, 1));
}

const isMet = (figure: number, goal: Goal) => ('most' in goal ? figure <= goal.most : figure >= goal.least);
const goalOf = (goal: Goal) => `goal ${'most' in goal ? `≤ ${short(goal.most)}` : `≥ ${short(goal.least)}`}`;

/** With three digits that count. */
const short = (figure: number) =>
  figure !== 0 && Math.abs(figure) < 0.001
    ? figure.toExponential(2)
    : Number(figure.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 4 });

function figuresBefore(): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** The figure below which a share of all lies: 0.5 for the median. */
export const quantile = (figures: readonly number[], share: number) =>
  figures.toSorted((a, b) => a - b)[Math.floor((figures.length - 1) * share)] ?? Number.NaN;

/** CPU in milliseconds that this process has used since it was at `since`. */
export const cpuSince = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
