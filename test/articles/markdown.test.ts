import { describe, expect, it } from 'vitest';
import { type Block, plainText, type Span } from '../../shared/articles/body.ts';
import { blocksOfMarkdown } from '../../shared/articles/markdown.ts';

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
