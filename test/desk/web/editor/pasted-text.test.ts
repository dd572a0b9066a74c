import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOfText } from '../../../../desk/web/editor/pasted-text.ts';
import { type Block, plainText, type Span } from '../../../../shared/articles/body.ts';

const nfc = <Of>(value: Of): Of => JSON.parse(JSON.stringify(value).normalize('NFC')) as Of;
const paragraph = (...spans: (Span | string)[]): Block => ({
  kind: 'paragraph',
  spans: spans.map((span) => (typeof span === 'string' ? { text: span } : span)),
});
const strong = (text: string): Span => ({ text, marks: ['strong'] });
const long = 'পদ্মার ভাঙনে গত এক মাসে চরের তিনটি গ্রাম নদীতে চলে গেছে বলে জানিয়েছেন এলাকার';

describe('plain text that is pasted', () => {
  it.each<[string, string, Block[]]>([
    ['empty lines end paragraphs', 'ক\n\n \nখ', [paragraph('ক'), paragraph('খ')]],
    ['short lines stay lines', 'ক\r\nখ', [paragraph('ক\nখ')]],
    [
      'WhatsApp’s bold and italic',
      'আজ *বড় খবর* _এখনই_।',
      [paragraph('আজ ', strong('বড় খবর'), ' ', { text: 'এখনই', marks: ['emphasis'] }, '।')],
    ],
    [
      'stars that are signs',
      '৫*৩*২ *121# snake_case_name * ক',
      [paragraph('৫*৩*২ *121# snake_case_name * ক')],
    ],
    [
      'bullets',
      '• ক\n• খ\nগ',
      [{ kind: 'list', ordered: false, items: [[{ text: 'ক' }], [{ text: 'খ' }]] }, paragraph('গ')],
    ],
    [
      'numbers that count up',
      '৩. ক\n৪. খ',
      [{ kind: 'list', ordered: true, start: 3, items: [[{ text: 'ক' }], [{ text: 'খ' }]] }],
    ],
    ['numbers that do not', '১. ক\n৩. খ', [paragraph('১. ক\n৩. খ')]],
    ['a year', '১৯৭১. যুদ্ধ', [paragraph('১৯৭১. যুদ্ধ')]],
    ['the lines of a PDF', `${long}\n${long}\nমানুষ।`, [paragraph(`${long} ${long} মানুষ।`)]],
    ['long lines that are sentences', `${long}।\n${long}।`, [paragraph(`${long}।`), paragraph(`${long}।`)]],
  ])('%s', (_, text, blocks) => {
    expect(blocksOfText(text).blocks).toEqual(nfc(blocks));
  });

  it('tells that lines were joined, and that signs were broken', () => {
    expect(blocksOfText(`${long}\n${long}\nক`).leftOut.map(({ what }) => what)).toEqual(['joined-lines']);
    expect(blocksOfText('খব\uFFFDর').leftOut.map(({ what }) => what)).toEqual(['broken-signs']);
  });

  it('loses no letter and no digit', () => {
    const piece = fc.constantFrom(
      'ক',
      'খবর',
      'x',
      '৫',
      '1',
      '. ',
      ' ',
      '\n',
      '\n\n',
      '*',
      '_',
      '- ',
      '• ',
      '১. ',
      '2) ',
      '।',
      long,
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const { blocks } = blocksOfText(text);
        const letters = (of: string) => of.normalize('NFC').replace(/[^\p{L}\p{M}]/gu, '');
        expect(letters(plainText(blocks))).toBe(letters(text));
        // The numbers of a list are its own.
        const digits = (of: string) => of.replace(/[^\p{N}]/gu, '').length;
        const ofLists = blocks.reduce(
          (sum, block) =>
            block.kind === 'list' && block.ordered
              ? sum + block.items.reduce((all, _, at) => all + String((block.start ?? 1) + at).length, 0)
              : sum,
          0,
        );
        expect(digits(plainText(blocks)) + ofLists).toBe(digits(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
