import { bullets, innerBullets } from './bullets.ts';

/** What opens a quote or an item of a list at the beginning of a line. */
const opener = `[ \\t]*(?:>|[${bullets}]|[-+*${innerBullets}][ \\t]|\\d{1,9}[.)][ \\t])`;

/** A line that opens more than 20 nested quotes and lists. */
const tooDeep = new RegExp(`^(?:${opener}){21}`, 'm');

/** A line with more than 500 `|`: a table has 20 columns at most, and a parser makes each cell before anybody counts them. */
const tooWide = /^(?:[^|\n]*\|){501}/m;

/** A line that opens a quote or an item, or underlines a heading. */
const structural = new RegExp(`^(?:${opener}|[ \\t]*(?:=+|-+)[ \\t]*$)`);

/** How a line begins: what it opens, and white space. */
const beginning = new RegExp(`^((?:${opener})*)([ \\t]*)`);
const eachOpener = new RegExp(opener, 'g');

/**
 * What a parser has to do for the lists and quotes of a text, in one sweep: how many lines open one or go on with the line
 * before, and how much work they are, where each item that is opened counts five, and each line one for every list and
 * quote that it may belong to.
 */
function nestingOf(all: readonly string[]): { lines: number; work: number } {
  let [lines, work, depth, isOpen] = [0, 0, 0, false];
  for (const line of all) {
    const [, opened = '', white = ''] = beginning.exec(line) ?? [];
    const count = countOf(opened, eachOpener);
    const isBlank = count === 0 && white.length === line.length;
    if (count > 0) depth = count + Math.min(depth, Math.floor(indentOf(line) / 2));
    else if (!isBlank && white === '') depth = 0;
    const goesOn = isOpen && depth > 0 && !isBlank;
    if (goesOn || structural.test(line)) lines++;
    work += 5 * count + depth;
    isOpen = depth > 0 && !isBlank;
  }
  return { lines, work };
}

/** The columns of white space before a line; tabs count four. */
const indentOf = (line: string) => {
  const [white = ''] = /^[ \t]*/.exec(line) ?? [];
  return white.length + 3 * countOf(white, /\t/g);
};

/** So much nesting takes the parser half a second. 1,600 lines of 20 items within one another would take six. */
const mostNesting = 30_000;

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length;

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/**
 * Why a text is refused before it is parsed, or undefined. The parser's time grows with the square of some counts:
 * 2,000 lines of quotes within lists take 1.4 s, 20,000 two minutes; 10,000 lines that go on with an item 4 s, within 20 lists 5 s; 2,000 marks in a paragraph 30 ms, 80,000 over 10
 * s. Two megabytes of ordinary prose take a second or two.
 */
export function tooComplex(markdown: string): string | undefined {
  const deep = markdown.search(tooDeep);
  if (deep >= 0) return `nests quotes or lists more than 20 deep on line ${lineAt(markdown, deep)}`;
  if (countOf(markdown, /\n/g) > 20_000) return 'has more than 20,000 lines';
  const nesting = nestingOf(markdown.split('\n'));
  if (nesting.lines > 2_000) return 'has more than 2,000 lines of lists and quotes';
  if (nesting.work > mostNesting) return 'has too many lines within nested lists and quotes';
  const wide = markdown.search(tooWide);
  if (wide >= 0) return `has a line with over 500 | (line ${lineAt(markdown, wide)})`;
  if (countOf(markdown, /&#?\w+;/g) > 20_000) return 'has over 20,000 signs written as &…;';
  if (countOf(markdown, /[*_[\]`<&!\\|]/g) > 100_000) return 'has more than 100,000 of * _ [ ] ` < & ! \\ |';
  const marks = markdown.split(/\n[ \t]*\n/).map((paragraph) => countOf(paragraph, /[*_[\]`]/g));
  if (marks.some((count) => count > 2_000)) return 'has a paragraph with over 2,000 of * _ [ ] `';
  if (sum(marks.map((count) => count ** 2)) > 40_000_000) return 'has too many paragraphs full of * _ [ ] `';
  return undefined;
}
