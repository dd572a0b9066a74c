import { bullets, innerBullets } from './bullets.ts';

/** A line that opens more than 20 nested quotes and lists. */
const tooDeep = new RegExp(
  `^(?:[ \\t]*(?:>|[${bullets}]|[-+*${innerBullets}][ \\t]|\\d{1,9}[.)][ \\t])){21}`,
  'm',
);

/** Lines that open or continue a quote, a list or an underlined heading. */
const structural = new RegExp(
  `^[ \\t]*(?:>|[${bullets}]|[-+*${innerBullets}][ \\t]|\\d{1,9}[.)][ \\t]|=+[ \\t]*$|-+[ \\t]*$)`,
  'gm',
);

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length;

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/**
 * Why a text is refused before it is parsed, or undefined. The parser's time grows with the square of some counts:
 * 2,000 lines of quotes within lists take 1.4 s, 20,000 two minutes; 2,000 marks in a paragraph 30 ms, 80,000 over 10
 * s. Two megabytes of ordinary prose take a second or two.
 */
export function tooComplex(markdown: string): string | undefined {
  const deep = markdown.search(tooDeep);
  if (deep >= 0) return `nests quotes or lists more than 20 deep on line ${lineAt(markdown, deep)}`;
  if (countOf(markdown, /\n/g) > 20_000) return 'has more than 20,000 lines';
  if (countOf(markdown, structural) > 2_000) return 'has more than 2,000 lines of lists and quotes';
  if (countOf(markdown, /[*_[\]`<&!\\|]/g) > 100_000) return 'has more than 100,000 of * _ [ ] ` < & ! \\ |';
  const marks = markdown.split(/\n[ \t]*\n/).map((paragraph) => countOf(paragraph, /[*_[\]`]/g));
  if (marks.some((count) => count > 2_000)) return 'has a paragraph with over 2,000 of * _ [ ] `';
  if (sum(marks.map((count) => count ** 2)) > 40_000_000) return 'has too many paragraphs full of * _ [ ] `';
  return undefined;
}
