import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Picture, Span } from '../../shared/articles/body.ts';
import { blocksOfMarkdown } from '../../shared/articles/markdown.ts';
import { markdownOf } from '../../shared/articles/markdown-of.ts';

const paragraph = (...spans: Span[]): Block => ({ kind: 'paragraph', spans });
const strong = (text: string): Span => ({ text, marks: ['strong'] });
const emphasis = (text: string): Span => ({ text, marks: ['emphasis'] });

describe('a body as Markdown', () => {
  it.each<[string, Block[]]>([
    ['ক\n\nখ', [paragraph({ text: 'ক' }), paragraph({ text: 'খ' })]],
    ['## ক', [{ kind: 'heading', level: 2, spans: [{ text: 'ক' }] }]],
    ['### ক', [{ kind: 'heading', level: 3, spans: [{ text: 'ক' }] }]],
    ['- ক\n- খ', [{ kind: 'list', ordered: false, items: [[{ text: 'ক' }], [{ text: 'খ' }]] }]],
    ['1. ক\n2. খ', [{ kind: 'list', ordered: true, items: [[{ text: 'ক' }], [{ text: 'খ' }]] }]],
    ['5. ক\n6. খ', [{ kind: 'list', ordered: true, start: 5, items: [[{ text: 'ক' }], [{ text: 'খ' }]] }]],
    ['5\\. ক\n4\\. খ', [paragraph({ text: '5. ক\n4. খ' })]],
    ['৫<i>৩</i>২', [paragraph({ text: '৫' }, emphasis('৩'), { text: '২' })]],
    ['https&#x3A;//vimeo.com/123456789', [paragraph({ text: 'https://vimeo.com/123456789' })]],
    ['> ক\n>\n> খ', [{ kind: 'quote', paragraphs: [[{ text: 'ক' }], [{ text: 'খ' }]] }]],
    ['> ক\n>\n> — রুমানা', [{ kind: 'quote', paragraphs: [[{ text: 'ক' }]], cite: 'রুমানা' }]],
    [
      '| ক | খ |\n| - | - |\n| ১ | |',
      [{ kind: 'table', head: [[{ text: 'ক' }], [{ text: 'খ' }]], rows: [[[{ text: '১' }], []]] }],
    ],
    ['ক **খ** *গ*', [paragraph({ text: 'ক ' }, strong('খ'), { text: ' ' }, emphasis('গ'))]],
    ['***ক***', [paragraph({ text: 'ক', marks: ['strong', 'emphasis'] })]],
    ['***ঢাকা***য়', [paragraph({ text: 'ঢাকা', marks: ['strong', 'emphasis'] }, { text: 'য়' })]],
    ['x***ক***', [paragraph({ text: 'x' }, { text: 'ক', marks: ['strong', 'emphasis'] })]],
    ['\\&#x6F;***ক***', [paragraph({ text: '&#x6F;' }, { text: 'ক', marks: ['strong', 'emphasis'] })]],
    [
      '**ক [খ](https://a.example/) গ**',
      [paragraph(strong('ক '), { ...strong('খ'), link: 'https://a.example/' }, strong(' গ'))],
    ],
    [
      '*ক **খ** গ*',
      [paragraph(emphasis('ক '), { text: 'খ', marks: ['emphasis', 'strong'] }, emphasis(' গ'))],
    ],
    ['**ক**_খ_', [paragraph(strong('ক'), emphasis('খ'))]],
    ['[ক](https://a.example/)', [paragraph({ text: 'ক', link: 'https://a.example/' })]],
    [
      '[ক **খ**](https://a.example/)',
      [paragraph({ text: 'ক ', link: 'https://a.example/' }, { ...strong('খ'), link: 'https://a.example/' })],
    ],
    ['[ক](https://a.example/x_\\(y\\))', [paragraph({ text: 'ক', link: 'https://a.example/x_(y)' })]],
    ['দাম ৫ < ১০ & ২০, -৫ ডিগ্রি | #খবর', [paragraph({ text: 'দাম ৫ < ১০ & ২০, -৫ ডিগ্রি | #খবর' })]],
    ['\\*ক\\* \\[খ] \\<b> \\&amp;', [paragraph({ text: '*ক* [খ] <b> &amp;' })]],
    ['\\- ক\n1\\. খ\n\\# গ\n\\> ঘ', [paragraph({ text: '- ক\n1. খ\n# গ\n> ঘ' })]],
    ['ক\n\\===\nখ\n\\---\nগ\n\\:-:\n\\~~~', [paragraph({ text: 'ক\n===\nখ\n---\nগ\n:-:\n~~~' })]],
    ['**‘ক’**&#x9B0;', [paragraph(strong('‘ক’'), { text: 'র' })]],
    [
      '&#x995;**&#x996;_‘গ’_**',
      [paragraph({ text: 'ক' }, strong('খ'), { text: '‘গ’', marks: ['strong', 'emphasis'] })],
    ],
    [
      'ক**ক**_কক\\_&#x1F600;_&#x995;',
      [paragraph({ text: 'ক' }, strong('ক'), emphasis('কক_😀'), { text: 'ক' })],
    ],
    ['&#x20;ক&#x20;', [paragraph({ text: ' ক ' })]],
    [
      '<https://www.youtube.com/watch?v=dQw4w9WgXcQ>',
      [{ kind: 'embed', provider: 'youtube', id: 'dQw4w9WgXcQ' }],
    ],
    ['\\<1@a.example>', [paragraph({ text: '<1@a.example>' })]],
    ['\\-\n\\- ক\n\\+\n\\+ খ\n2\\.\n2\\. গ', [paragraph({ text: '-\n- ক\n+\n+ খ\n2.\n2. গ' })]],
    ['\\*121# \\*১\\*২#', [paragraph({ text: '*121# *১*২#' })]],
    ['\\<**@a>**', [paragraph({ text: '<' }, strong('@a>'))]],
    ['- ক\n\n* খ', ['ক', 'খ'].map((text): Block => ({ kind: 'list', ordered: false, items: [[{ text }]] }))],
  ])('reads %j', (markdown, blocks) => {
    expect(markdownOf(blocks)).toBe(markdown);
  });

  it.each([
    'AT&T ?a=1&b=2',
    '#খবর',
    '1)ক',
    'snake_case',
    '৫<১০ 5<10',
    '+৮৮০ -৫ ৳৫০০/-',
    '(১) ক! ~ = > | C:\\dir',
  ])('leaves %s as it was written', (text) => {
    expect(markdownOf([paragraph({ text })])).toBe(text);
  });

  it('is read back as the same body, whatever it holds', () => {
    fc.assert(
      fc.property(bodies, (blocks) => {
        expect(settled(blocksOfMarkdown(markdownOf(blocks)))).toEqual(settled(blocks));
      }),
      { numRuns: Number(process.env.BODIES ?? 2_000) },
    );
  });
});

/** Letters of both scripts, and every sign that means something to Markdown. */
const piece = fc.constantFrom(
  ...'ক খ ক্ষ ি র‍্যাব x 1 ১ 12. 3) - + * _ ** # ## > ~~~ ` ``` = === --- : | \\ ! [ ] ( ) < <b> </b> <!-- & &amp; &#32; . , ‘ ’ । 😀 € / https://a.example https://vimeo.com/123456789 <p> <i> <br> <a 1971. 5. • @ *121# 2*3'.split(
    ' ',
  ),
  ' ',
  '  ',
  '\n',
  '\t',
  '\u00A0',
  '\n\n',
  '    ',
  '\n- ',
  '\n> ',
  '\n| --- |',
  '[a](b)',
  '![a](b)',
  '[a]: b',
);
const letter = fc.constantFrom('ক', 'ি', 'x', ' ');
/** What begins and ends lines and marks, one character each, so that many stand side by side. */
const sign = fc.constantFrom(...'-+\n \n1.)|:=#>*_\\[](!<&;\t~`’@');
const texts: fc.Arbitrary<string> = fc
  .oneof(
    fc.array(fc.oneof(piece, letter), { minLength: 1, maxLength: 5 }),
    fc.array(fc.oneof(sign, letter), { minLength: 1, maxLength: 10 }),
  )
  .map((pieces) => pieces.join('').normalize('NFC'));
const links: fc.Arbitrary<string> = fc.constantFrom(
  'https://a.example/',
  'https://a.example/x?a=1&amp;b=(২)',
  'mailto:desk@khobor.example',
  'https://a.example/a b|c\\d<e>`*_[]',
);
/** Most runs are plain, as in a newspaper. */
const marks: fc.Arbitrary<Span['marks']> = fc.constantFrom<Span['marks'][]>(
  undefined,
  undefined,
  undefined,
  ['strong'],
  ['emphasis'],
  ['strong', 'emphasis'],
  ['emphasis', 'strong'],
);
const spans: fc.Arbitrary<Span[]> = fc.array(
  fc
    .tuple(texts, marks, fc.option(links, { nil: undefined, freq: 1 }))
    .map(([text, set, link]) => ({ text, ...(set && { marks: set }), ...(link !== undefined && { link }) })),
  { minLength: 1, maxLength: 5 },
);
const withALetter = spans.filter((runs) => runs.some(({ text }) => text.trim() !== ''));
const cells: fc.Arbitrary<Span[]> = fc.oneof(fc.constant<Span[]>([]), spans);
const aLine = texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
const caption = withALetter.map((runs) =>
  runs.map((span) => ({ ...span, text: span.text.replace(/\s+/g, ' ') })),
);
const pictures: fc.Arbitrary<Picture> = fc
  .record({
    asset: fc.constantFrom('ast_7k2m9x4q1w5p', 'ast_000000000000'),
    alt: fc.option(texts.map((text) => text.replace(/[^\S\n]+/g, ' ').trim()).filter(Boolean), {
      nil: undefined,
    }),
    decorative: fc.option(fc.constant(true as const), { nil: undefined, freq: 1 }),
    credit: fc.option(aLine, { nil: undefined }),
    caption: fc.option(caption, { nil: undefined }),
    crop: fc.option(fc.constantFrom('wide' as const, 'whole' as const), { nil: undefined, freq: 1 }),
  })
  .map((picture) => JSON.parse(JSON.stringify(picture)));
const blocks: fc.Arbitrary<Block> = fc.oneof(
  pictures.map((picture): Block => ({ kind: 'image', ...picture })),
  fc
    .record({
      images: fc.array(pictures, { minLength: 2, maxLength: 4 }),
      caption: fc.option(caption, { nil: undefined }),
    })
    .map((gallery): Block => ({ kind: 'gallery', ...JSON.parse(JSON.stringify(gallery)) })),
  fc.record({ kind: fc.constant('paragraph' as const), spans: withALetter }),
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.constantFrom(2 as const, 3 as const),
    spans: withALetter,
  }),
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    start: fc.option(fc.integer({ min: 0, max: 999 }), { nil: undefined }),
    items: fc.array(withALetter, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('quote' as const),
    paragraphs: fc.array(withALetter, { minLength: 1, maxLength: 3 }),
  }),
  fc.constant<Block>({ kind: 'embed', provider: 'vimeo', id: '123456789' }),
  fc.record({
    kind: fc.constant('table' as const),
    head: fc.array(cells, { minLength: 1, maxLength: 3 }),
    rows: fc.array(fc.array(cells, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
  }),
);
const bodies = fc.array(blocks, { minLength: 1, maxLength: 4 });

/** A body in the one form of it that Markdown can say: runs set alike are one, marks in one order. */
const settled = (body: Block[]): Block[] => body.map(settledBlock);

function settledBlock(block: Block): Block {
  switch (block.kind) {
    case 'paragraph':
      return { ...block, spans: merged(block.spans) };
    case 'heading':
      return {
        ...block,
        spans: merged(block.spans.map((span) => ({ ...span, text: span.text.replaceAll('\n', ' ') }))),
      };
    case 'list':
      return {
        kind: 'list',
        ordered: block.ordered,
        ...(block.ordered && block.start !== undefined && block.start !== 1 ? { start: block.start } : {}),
        items: block.items.map(merged),
      };
    case 'quote':
      return { ...block, paragraphs: block.paragraphs.map(merged) };
    case 'embed':
      return block;
    case 'image':
      return { ...block, ...settledCaption(block) };
    case 'gallery':
      return {
        ...block,
        images: block.images.map((image) => ({ ...image, ...settledCaption(image) })),
        ...settledCaption(block),
      };
    case 'table':
      return { ...block, head: block.head.map(cell), rows: block.rows.map((row) => row.map(cell)) };
  }
}

const settledCaption = ({ caption }: { caption?: Span[] | undefined }) =>
  caption ? { caption: merged(caption) } : {};

/** A cell without a letter is empty. */
const cell = (runs: Span[]) => (runs.some(({ text }) => text.trim() !== '') ? merged(runs) : []);

function merged(runs: Span[]): Span[] {
  const all: Span[] = [];
  for (const { text, marks, link } of runs) {
    const set = { ...(marks && { marks: marks.toSorted() }), ...(link !== undefined && { link }) };
    const last = all.at(-1);
    if (last && String(last.marks) === String(set.marks) && last.link === link) last.text += text;
    else all.push({ text, ...set });
  }
  return all;
}
