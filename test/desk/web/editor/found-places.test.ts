import { describe, expect, it } from 'vitest';
import { docOfBlocks } from '../../../../desk/web/editor/body-and-doc.ts';
import { foundIn, indexOf, mended } from '../../../../desk/web/editor/found-places.ts';
import { schema } from '../../../../desk/web/editor/schema.ts';
import { lint } from '../../../../shared/articles/lint/lint.ts';

const at = '2026-01-01T06:00:00.000Z';

describe('what lint finds in the editor', () => {
  it('stands where it is in the document, in every kind of block', () => {
    const fault = [{ text: 'এলেন', marks: ['strong' as const] }, { text: '।। গেলেন' }];
    const doc = docOfBlocks([
      { kind: 'paragraph', spans: fault },
      { kind: 'embed', provider: 'vimeo', id: '123456789' },
      { kind: 'heading', level: 2, spans: fault },
      { kind: 'list', ordered: false, items: [[{ text: 'ক' }], fault] },
      { kind: 'quote', paragraphs: [[{ text: 'ক' }], fault] },
      { kind: 'table', head: [[{ text: 'ক' }], fault], rows: [[[], fault]] },
    ]);
    const found = foundIn(doc, lint, at).filter(({ rule }) => rule === 'double-danda');
    expect(found.map(({ from, to }) => doc.textBetween(from, to))).toEqual(Array(6).fill('।।'));
  });

  it('stands there too behind letters that are typed as one and stored as two', () => {
    const text = 'বড\u09BC ব\u09DC \u09DF\u09DF এলেন।। 😀';
    const doc = schema.node('doc', null, [
      schema.node('paragraph'),
      schema.node('paragraph', null, [schema.text(text)]),
    ]);
    const [found] = foundIn(doc, lint, at);
    expect(found && doc.textBetween(found.from, found.to)).toBe('।।');
    expect(indexOf(text, [...text.normalize('NFC')].length)).toBe(text.length);
  });

  it.each([
    ['double-danda', '।।', '।'],
    ['space-before-danda', ' ।', '।'],
    ['space-after-danda', 'এলেন।তিনি', 'এলেন। তিনি'],
    ['repeated-word', 'এবং এবং', 'এবং'],
    ['mixed-digits', '২০2৪', '২০২৪'],
    ['mixed-digits', '2024', undefined],
    ['unbalanced-quotes', '“', undefined],
  ] as const)('by %s, %j becomes %j', (rule, text, right) => {
    expect(mended(rule, text)).toBe(right);
  });
});
