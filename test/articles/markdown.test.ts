import { describe, expect, it } from 'vitest';
import { type Block, plainText, type Span } from '../../shared/articles/body.ts';
import { blocksOfMarkdown, copyOf } from '../../shared/articles/markdown.ts';

const paragraph = (...spans: Span[]): Block => ({ kind: 'paragraph', spans });
const address = { text: 'https://a.example', link: 'https://a.example' };

describe('Markdown', () => {
  it.each<[string, Block[]]>([
    ['ক\nখ', [{ kind: 'paragraph', spans: [{ text: 'ক\nখ' }] }]],
    [
      'ক\n\nখ',
      [
        { kind: 'paragraph', spans: [{ text: 'ক' }] },
        { kind: 'paragraph', spans: [{ text: 'খ' }] },
      ],
    ],
    ['# ক', [{ kind: 'heading', level: 2, spans: [{ text: 'ক' }] }]],
    ['#### ক', [{ kind: 'heading', level: 3, spans: [{ text: 'ক' }] }]],
    ['- ক\n- খ', [{ kind: 'list', ordered: false, items: [[{ text: 'ক' }], [{ text: 'খ' }]] }]],
    ['1. ক', [{ kind: 'list', ordered: true, items: [[{ text: 'ক' }]] }]],
    ['> ক\n>\n> খ', [{ kind: 'quote', paragraphs: [[{ text: 'ক' }], [{ text: 'খ' }]] }]],
    [
      '**ক**_খ_',
      [
        {
          kind: 'paragraph',
          spans: [
            { text: 'ক', marks: ['strong'] },
            { text: 'খ', marks: ['emphasis'] },
          ],
        },
      ],
    ],
    ['***ক***', [{ kind: 'paragraph', spans: [{ text: 'ক', marks: ['emphasis', 'strong'] }] }]],
    ['[ক](https://a.example)', [{ kind: 'paragraph', spans: [{ text: 'ক', link: 'https://a.example' }] }]],
    [
      '[ক][x]\n\n[x]: https://a.example',
      [{ kind: 'paragraph', spans: [{ text: 'ক', link: 'https://a.example' }] }],
    ],
    [
      '| ক | খ |\n|---|---|\n| ১ | ২ |',
      [
        {
          kind: 'table',
          head: [[{ text: 'ক' }], [{ text: 'খ' }]],
          rows: [[[{ text: '১' }], [{ text: '২' }]]],
        },
      ],
    ],
    [
      'ক <b>খ</b> গ',
      [
        {
          kind: 'paragraph',
          spans: [{ text: 'ক ' }, { text: 'খ', marks: ['strong'] }, { text: ' গ' }],
        },
      ],
    ],
    ['<a href="https://a.example"></a>', [paragraph(address)]],
    ['<a href="https://a.example"><b></b></a>', [paragraph(address)]],
    ['<a href="https://a.example">', [paragraph(address)]],
    ['<ol><li>এক</li><li>দুই</li></ol>', [paragraph({ text: '1. এক' }), paragraph({ text: '2. দুই' })]],
    ['<ol start="5">\n<li>এক\n\n<li>দুই\n</ol>', [paragraph({ text: '5. এক' }), paragraph({ text: '6. দুই' })]],
    [
      '<ol><li>এক<ul><li>ভেতরে</ul><li>দুই</ol>',
      ['1. এক', 'ভেতরে', '2. দুই'].map((text) => paragraph({ text })),
    ],
    ['<p>এক\n</p>\n<p>\nদুই<br></p>', [paragraph({ text: 'এক' }), paragraph({ text: 'দুই' })]],
    [
      '> | ক | | গ |\n> |---|---|---|\n> | ১ | | ৩ |',
      [{ kind: 'quote', paragraphs: [[{ text: 'ক |  | গ' }], [{ text: '১ |  | ৩' }]] }],
    ],
    ['<script>\nx\n</script>', [{ kind: 'paragraph', spans: [{ text: '<script>\nx\n</script>' }] }]],
    ['![ছবি](x.jpg)', [{ kind: 'paragraph', spans: [{ text: 'ছবি' }] }]],
    ['৫ &lt; ১০ &amp; ১', [{ kind: 'paragraph', spans: [{ text: '৫ < ১০ & ১' }] }]],
    ['---', []],
  ])('%j becomes blocks', (markdown, blocks) => {
    expect(blocksOfMarkdown(markdown)).toEqual(blocks);
  });

  it('loses no text of lists and quotes inside one another', () => {
    const blocks = blocksOfMarkdown('- ক\n  - খ\n    > গ\n- ঘ');
    expect(plainText(blocks).replace(/[\s–]/g, '')).toBe('কখগঘ');
  });
});

describe('pictures in Markdown', () => {
  const [one, two] = ['ast_7k2m9x4q1w5p', 'ast_000000000000'];
  const read = (markdown: string) => {
    const { blocks, alterations } = copyOf(markdown);
    return { blocks, told: alterations.map(({ line, detail }) => [line, detail]) };
  };

  it.each<[string, Block[]]>([
    [`![নৌকা](${one})`, [{ kind: 'image', asset: one, alt: 'নৌকা' }]],
    [
      `![নৌকা](${one} "চরের **সকাল** | রুমানা হক")`,
      [
        {
          ...{ kind: 'image', asset: one, alt: 'নৌকা', credit: 'রুমানা হক' },
          caption: [{ text: 'চরের ' }, { text: 'সকাল', marks: ['strong'] }],
        },
      ],
    ],
    [`![](${one} "| রুমানা")`, [{ kind: 'image', asset: one, credit: 'রুমানা' }]],
    [`![](${one}#wide,decorative)`, [{ kind: 'image', asset: one, decorative: true, crop: 'wide' }]],
    [`<img src="${one}" alt="নৌকা">`, [{ kind: 'image', asset: one, alt: 'নৌকা' }]],
    [
      `![ক](${one})\n![খ](${two})\n: দুটি *ছবি*`,
      [
        {
          kind: 'gallery',
          images: [
            { asset: one, alt: 'ক' },
            { asset: two, alt: 'খ' },
          ],
          caption: [{ text: 'দুটি ' }, { text: 'ছবি', marks: ['emphasis'] }],
        },
      ],
    ],
    [
      `আগে\n![ক](${one})\nপরে`,
      [
        { kind: 'paragraph', spans: [{ text: 'আগে' }] },
        { kind: 'image', asset: one, alt: 'ক' },
        { kind: 'paragraph', spans: [{ text: 'পরে' }] },
      ],
    ],
  ])('stand where they have their line to themselves: %j', (markdown, blocks) => {
    expect(read(markdown)).toEqual({ blocks, told: [] });
  });

  it('are put below text that they stand within, and that is told', () => {
    expect(read(`ক\n\nআগে ![ছবি](${one}) পরে`)).toEqual({
      blocks: [
        { kind: 'paragraph', spans: [{ text: 'ক' }] },
        { kind: 'paragraph', spans: [{ text: 'আগে  পরে' }] },
        { kind: 'image', asset: one, alt: 'ছবি' },
      ],
      told: [[3, 'A picture within text was put below it: give it a line of its own']],
    });
    expect(read(`- ক ![ছবি](${one})\n- খ`).blocks.map(({ kind }) => kind)).toEqual(['list', 'image']);
    expect(read(`| ক |\n|---|\n| ![ছবি](${one}) |`).blocks.map(({ kind }) => kind)).toEqual([
      'table',
      'image',
    ]);
    expect(read(`[![ছবি](${one})](https://a.example)`).told.map(([, detail]) => detail)).toContain(
      'The link around a picture was left out',
    );
  });

  it('of other addresses become their words, as Markdown and as HTML, and that is told', () => {
    for (const markdown of [
      '![নৌকা](https://a.example/x.jpg)',
      '<img src="https://a.example/x.jpg" alt="নৌকা">',
    ])
      expect(read(markdown)).toEqual({
        blocks: [{ kind: 'paragraph', spans: [{ text: 'নৌকা' }] }],
        told: [[1, 'A picture was left out: upload it first; its words are in the text']],
      });
  });

  it('are as many galleries as they need', () => {
    const { blocks } = read(Array(101).fill(`![](${one})`).join('\n'));
    expect(blocks.map((block) => (block.kind === 'gallery' ? block.images.length : block.kind))).toEqual([
      50,
      50,
      'image',
    ]);
  });

  it('with hostile captions take no longer than their length', () => {
    const nested = Array(12)
      .fill('x')
      .reduce((inner) => `![a](${one} "${inner.replaceAll('"', '&quot;')}")`);
    expect(read(nested).blocks).toHaveLength(1);
    expect(read(`![a](${one} "${'*'.repeat(60_000)}")`).blocks).toHaveLength(1);
    expect(read(`![a](${one} "${'\\|'.repeat(60_000)}")`).blocks).toHaveLength(1);
  });
});
