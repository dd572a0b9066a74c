import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeBodies, merged, sameBody, settled } from '../../../desk/web/article/merge-bodies.ts';
import { type Block, plainText } from '../../../shared/articles/body.ts';

const body = (...texts: string[]) => texts.map((text): Block => ({ kind: 'paragraph', spans: [{ text }] }));

describe('two bodies made of one', () => {
  it.each<[string, string[], string[], string[], string[] | undefined]>([
    ['changes in different places', ['ক', 'খ', 'গ'], ['ক১', 'খ', 'গ'], ['ক', 'খ', 'গ২'], ['ক১', 'খ', 'গ২']],
    ['blocks put in and taken out', ['ক', 'খ', 'গ'], ['ক', 'খ', 'নতুন', 'গ'], ['খ', 'গ'], ['খ', 'নতুন', 'গ']],
    ['changes of neighbours', ['ক', 'খ'], ['ক১', 'খ'], ['ক', 'খ২'], ['ক১', 'খ২']],
    ['neighbours that one moved and the other changed', ['ক', 'খ'], ['খ', 'ক'], ['ক২', 'খ'], undefined],
    [
      'changes at both ends around one in between',
      ['ক', 'খ', 'গ', 'ঘ', 'ঙ'],
      ['ক১', 'নতুন', 'খ', 'গ', 'ঘ', 'ঙ১'],
      ['ক', 'খ', 'গ২', 'ঘ', 'ঙ'],
      ['ক১', 'নতুন', 'খ', 'গ২', 'ঘ', 'ঙ১'],
    ],
    ['the same change twice', ['ক'], ['খ'], ['খ'], ['খ']],
    ['a block that both changed', ['ক'], ['খ'], ['গ'], undefined],
    ['one taken out and changed', ['ক', 'খ'], ['খ'], ['ক২', 'খ'], undefined],
  ])('%s', (_, base, mine, theirs, wanted) => {
    const blocks = merged(mergeBodies(body(...base), body(...mine), body(...theirs)));
    expect(blocks).toEqual(wanted && body(...wanted));
  });

  it('lose no block that one of them put in', () => {
    const some = fc.array(fc.constantFrom('ক', 'খ', 'গ', 'ঘ', 'ঙ', 'চ'), { maxLength: 8 });
    fc.assert(
      fc.property(some, some, some, (base, mine, theirs) => {
        const pieces = mergeBodies(body(...base), body(...mine), body(...theirs));
        const places = pieces.filter((piece) => 'conflict' in piece);
        const texts = plainText(
          settled(
            pieces,
            places.map(() => 'both'),
          ) ?? [],
        );
        for (const text of [...mine, ...theirs].filter((one) => !base.includes(one)))
          expect(texts).toContain(text);
        expect(merged(mergeBodies(body(...base), body(...mine), body(...base)))).toEqual(body(...mine));
        expect(merged(mergeBodies(body(...base), body(...base), body(...theirs)))).toEqual(body(...theirs));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are one place where one moved what the other changed: no choice drops what stood there', () => {
    const pieces = mergeBodies(body('ক', 'খ'), body('খ', 'ক'), body('ক২', 'খ২'));
    expect(pieces).toEqual([
      { conflict: { base: body('ক', 'খ'), mine: body('খ', 'ক'), theirs: body('ক২', 'খ২') } },
    ]);
  });

  it('are the same with a letter as one sign or as two', () => {
    expect(sameBody(body('ব\u09DC'), body('ব\u09A1\u09BC'))).toBe(true);
  });

  it('are one only when somebody chose for each place', () => {
    const pieces = mergeBodies(body('ক', '-', 'খ'), body('ক১', '-', 'খ১'), body('ক২', '-', 'খ২'));
    expect(settled(pieces, ['mine'])).toBeUndefined();
    expect(settled(pieces, ['mine', 'theirs'])).toEqual(body('ক১', '-', 'খ২'));
    expect(settled(pieces, ['both', 'mine'])).toEqual(body('ক১', 'ক২', '-', 'খ১'));
  });
});
