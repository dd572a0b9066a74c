import type { Block } from './body.ts';

/** Words of Bengali prose that are read in a minute. */
const aMinute = 180;

/** What stands between white space is a word if it has a letter or a digit. Each sign is looked at twice at most. */
const wordsOf = (line: string) =>
  (line.match(/\S+/g) ?? []).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;

/** How long a body is: its words, and the minutes it takes to read them, rounded up. Addresses of embeds, and what is told of pictures, do not count. */
export function lengthOfBody(body: readonly Block[]): { words: number; readingMinutes: number } {
  const words = body.reduce((sum, block) => sum + wordsIn(block), 0);
  return { words, readingMinutes: Math.ceil(words / aMinute) };
}

const apart = new Set<Block['kind']>(['embed', 'image', 'gallery']);

const wordsIn = (block: Block) =>
  apart.has(block.kind) ? 0 : linesIn(block).reduce((sum, line) => sum + wordsOf(line), 0);

/** The text of a block, a line for each paragraph, item or cell: each run of spans. */
function linesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const inside = Object.values(part);
  const isRun = Array.isArray(part) && part.length > 0 && inside.every(isSpan);
  return isRun ? [inside.map(({ text }) => text).join('')] : inside.flatMap(linesIn);
}

const isSpan = (part: unknown): part is { text: string } =>
  typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string';
