import { describe, expect, it } from 'vitest';
import { asCommonMark } from '../../shared/articles/as-commonmark.ts';
import type { Block } from '../../shared/articles/body.ts';
import type { Content } from '../../shared/articles/content.ts';
import { alterationsIn, Filing } from '../../shared/articles/filing.ts';
import { lint } from '../../shared/articles/lint/lint.ts';
import { markdownOf } from '../../shared/articles/markdown-of.ts';
import { summaryOf } from '../../shared/articles/summary.ts';
import { lengthOfBody } from '../../shared/articles/words.ts';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { fullText } from '../../shared/site/view/full-text.tsx';
import { aStory, paragraph, site } from '../site/a-story.ts';

const each = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join('');
const blocks = (count: number, make: (at: number) => Block): Block[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** Texts of growing length whose form made some step take the square of it, or might. */
const shapes: Record<string, (n: number) => string | Block[]> = {
  'spaces in Markdown': (n) => `ক${' '.repeat(20 * n)}খ`,
  'spaces in a run': (n) => [paragraph(`ক${'\u00a0'.repeat(20 * n)}খ`)],
  'line ends and spaces in a run': (n) => [paragraph(`ক${' \r\n\t'.repeat(5 * n)}খ`)],
  'lines of one paragraph': (n) => 'ক\n'.repeat(n),
  'lines after an item': (n) => `- ক\n${'খ\n'.repeat(n)}`,
  'lines of an item': (n) => `- ক\n${' খ\n'.repeat(n / 6)}`,
  'lines under nested items': (n) => `${'- '.repeat(5)}ক\n${' খ\n'.repeat(n / 6)}`,
  items: (n) => '- ক\n'.repeat(n / 10),
  'nested items': (n) => '- - - ক\n'.repeat(n / 20),
  quotes: (n) => '> ক\n\n'.repeat(n / 10),
  tables: (n) => '|ক|খ|\n|-|-|\n|গ|ঘ|\n\n'.repeat(n / 10),
  'lines like rows': (n) => 'ক|খ\n'.repeat(n),
  headings: (n) => '# ক\n'.repeat(n),
  elements: (n) => '<b>ক'.repeat(n),
  'an element with attributes': (n) => `ক <a${each(n, (at) => ` b${at}="c"`)}>খ</a>`,
  'an element with spaces': (n) => `ক <a${' '.repeat(20 * n)}>খ</a>`,
  'half an element': (n) => '<a b="'.repeat(n),
  comments: (n) => `ক${'<!-- খ -->'.repeat(n)}`,
  definitions: (n) => each(n / 10, (at) => `[ক${at}]\n\n[ক${at}]: https://a.example/${at}\n\n`),
  'soft hyphens': (n) => `ক${'\u00ad'.repeat(20 * n)}খ`,
  paragraphs: (n) => blocks(n, () => paragraph('ক')),
  'headings of level 3': (n) => blocks(n, () => ({ kind: 'heading', level: 3, spans: [{ text: 'ক' }] })),
  embeds: (n) => blocks(n, () => ({ kind: 'embed', provider: 'youtube', id: 'dQw4w9WgXcQ' })),
  lists: (n) => blocks(n, () => ({ kind: 'list', ordered: false, items: [[{ text: 'ক' }]] })),
  runs: (n) => [
    { kind: 'paragraph', spans: Array.from({ length: n }, () => ({ text: 'ক', marks: ['strong'] })) },
  ],
  'runs of two kinds': (n) => [
    {
      kind: 'paragraph',
      spans: Array.from({ length: n }, (_, at) => ({ text: 'ক', link: at % 2 ? '/a' : '/b' })),
    },
  ],
  addresses: (n) => [paragraph('https://a.example/খ '.repeat(n))],
  'an address of addresses': (n) => [paragraph('http://'.repeat(n))],
  'an address with brackets': (n) => [paragraph(`https://a.example/${'('.repeat(20 * n)}`)],
  signs: (n) => [paragraph('*_[<&|'.repeat(3 * n))],
  'a code without an end': (n) => [paragraph('*1'.repeat(3 * n))],
  words: (n) => [paragraph('পদ্মার '.repeat(3 * n))],
  'one word': (n) => [paragraph('ক্ষ'.repeat(5 * n))],
  dandas: (n) => [paragraph('।'.repeat(20 * n))],
  sentences: (n) => [paragraph('ক। '.repeat(5 * n))],
  numbers: (n) => [paragraph('১ ২ '.repeat(n))],
  brackets: (n) => [paragraph('(['.repeat(5 * n))],
  'quotation marks': (n) => [paragraph('‘“'.repeat(5 * n))],
  'a slash before each >': (n) => [paragraph(' />"<'.repeat(5 * n))],
};

const steps: Record<string, (content: Content) => unknown> = {
  page: (content) => articlePage(aStory({ content }), { latest: [] }, site),
  'text of feeds': (content) => fullText(aStory({ content }), site),
  warnings: (content) => lint(content, '2026-11-24T06:00:00.000Z'),
  Markdown: ({ body }) => markdownOf(body),
  summary: ({ body }) => summaryOf(body),
  words: ({ body }) => lengthOfBody(body),
};

/** The least CPU time of three tries, in milliseconds. */
async function costOf(work: () => unknown): Promise<number> {
  const costs: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  return Math.min(...costs);
}

const filing = (body: string | Block[]) => ({ section: 'law', headline: 'ক', body });

/** What each step costs with a text of this length. */
async function costsOf(shape: (n: number) => string | Block[], n: number): Promise<Record<string, number>> {
  const sent = filing(shape(n));
  // So that what was read last is not read again.
  const other = filing('খ');
  const file = async () => {
    await alterationsIn(other);
    await Filing.parseAsync(sent);
  };
  const content = await Filing.parseAsync(sent);
  const costs: Record<string, number> = {
    filing: await costOf(file),
    alterations: await costOf(() => alterationsIn(sent)),
  };
  for (const [name, step] of Object.entries(steps)) costs[name] = await costOf(() => step(content));
  return costs;
}

/** Linear is 2, the square 4; half of what counts as nothing is the noise of a busy machine. */
const isSquare = (once: number, twice: number) => twice >= 3 * once + 60;

/** What is found each time of four: what takes the square does so whenever it is measured, a busy machine now and then. */
async function lasting(find: () => Promise<string[]>): Promise<string[]> {
  let found = await find();
  for (let again = 1; again < 4 && found.length > 0; again++) found = await find();
  return found;
}

describe('no step of copy takes the square of its length', () => {
  it.each(Object.entries(shapes))('of %s', async (_, shape) => {
    const squares = async () => {
      const [once, twice] = [await costsOf(shape, 4_000), await costsOf(shape, 8_000)];
      return Object.entries(once).flatMap(([step, cost]) =>
        isSquare(cost, twice[step] ?? 0) ? [`${step}: ${cost} ms, then ${twice[step]} ms`] : [],
      );
    };
    expect(await lasting(squares)).toEqual([]);
  });
});

describe('the check itself', () => {
  it('finds a step that takes the square', async () => {
    const square = (n: number) =>
      costOf(() => {
        let sum = 0;
        for (let one = 0; one < n; one++) for (let other = 0; other < n; other++) sum ^= other;
        return sum;
      });
    // Long enough on this machine, however fast, that what it costs is not taken for noise.
    let n = 7_000;
    while ((await square(n)) < 150) n *= 2;
    const find = async () => {
      const [once, twice] = [await square(n), await square(2 * n)];
      return isSquare(once, twice) ? ['square'] : [];
    };
    let found: string[] = [];
    for (let attempt = 0; attempt < 4 && found.length === 0; attempt++) found = await find();
    expect(found).toEqual(['square']);
  });
});

describe('an address that ends in marks', () => {
  it.each(['_', '*.', '_.'])('is read in one go before it is refused: %s', async (marks) => {
    const read = (n: number) => costOf(() => asCommonMark(`https://a.example/${marks.repeat(n)}ক`));
    const squares = async () => {
      const [once, twice] = [await read(20_000), await read(40_000)];
      return isSquare(once, twice) ? [`${once} ms, then ${twice} ms`] : [];
    };
    expect(await lasting(squares)).toEqual([]);
  });
});

describe('what would take the square', () => {
  it.each<[string, string | Block[], RegExp]>([
    [
      'many items within one another',
      `${'- '.repeat(20)}ক\n`.repeat(1_000),
      /^has too many lines within nested/,
    ],
    [
      'many lines under them',
      `${'- '.repeat(19)}ক\n${' খ\n'.repeat(1_900)}`,
      /^has too many lines within nested/,
    ],
    [
      'many lines that go on with an item',
      `- ক\n${' খ\n'.repeat(10_000)}`,
      /^has more than 2,000 lines of lists/,
    ],
    ['quotes in quotes', `${'> '.repeat(15)}ক\n`.repeat(1_000), /^has too many lines within nested/],
    ['marks as codes', `ক${'&#789;&#768;'.repeat(10_000)}`, /^has more than 30 marks/],
    [
      'marks that invisible signs part',
      [paragraph(`ক${`${'\u0315\u0300'.repeat(14)}\u200b`.repeat(3_000)}`)],
      /^has more than 30 marks/,
    ],
  ])('is refused: %s', async (_, body, why) => {
    const { success, error } = await Filing.safeParseAsync(filing(body));
    expect(success).toBe(false);
    expect(JSON.stringify(error?.issues)).toMatch(new RegExp(why.source.replace('^', '"message":"')));
  });
});
