import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignSign, invisibleSigns, withoutInvisible } from '../shared/signs.ts';
import { line, prose, run, text } from '../shared/text.ts';

const signs = fc.constantFrom(
  ...['\u200c', '\u200d', '\u200b', '\u00ad', '\ufeff', '\u202e', '\u{E0041}', '\u{E007F}', '\u{1F3F4}'],
  ...[
    'ক',
    'খ',
    'র',
    '্',
    'য',
    'ি',
    'a',
    'e\u0301',
    '\u0301',
    'é',
    ' ',
    '\n',
    '\t',
    ';',
    '।',
    '1',
    '👩',
    '💻',
    '\u037e',
  ],
);
const texts = fc.array(signs, { maxLength: 30 }).map((all) => all.join(''));

describe('a text without its invisible signs', () => {
  it('has none, whatever it was: it is the same when it is read again', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const once = withoutInvisible(given);
        expect(withoutInvisible(once)).toBe(once);
        expect(invisibleSigns(once, 10)).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each(Object.entries({ prose, run, text: text(200), line: line(200) }))(
    'is the same when it is read again as %s',
    (_, schema) => {
      fc.assert(
        fc.property(texts, (given) => {
          const once = schema.safeParse(given);
          if (once.success) expect(schema.safeParse(once.data).data).toBe(once.data);
        }),
        { numRuns: 5_000 },
      );
    },
  );

  it.each([
    ['ক \u200c\u200cখবর', 'ক খবর'],
    ['hi\u{E0041}\u{E0042}\u{E0043}', 'hi'],
    ['a\u200cb', 'ab'],
    ['e\u0301\u200cx', 'e\u0301x'],
    ['র\u200d্যাব', 'র\u200d্যাব'],
    ['বাক্\u200cস্বাধীনতা', 'বাক্\u200cস্বাধীনতা'],
    ['ক্\u200c\u200cষ', 'ক্\u200cষ'],
    ['👩\u200d💻', '👩\u200d💻'],
    ['\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}', '\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}'],
  ])('%j is %j', (given, clean) => {
    expect(withoutInvisible(given)).toBe(clean);
  });

  it('takes a step for each sign, however many follow each other', () => {
    const many = 'ক '.concat('\u200c'.repeat(200_000));
    expect(withoutInvisible(many)).toBe('ক ');
    expect(withoutInvisible('\u{E0041}'.repeat(100_000))).toBe('');
  });
});

it.each(['\uFDD0', '\uFFFE', '\u{1FFFE}', '\u{10FFFF}', '\uFFFD', '\u0007', '\uD83D'])(
  '%j is a character of no text',
  (sign) => {
    expect(foreignSign(`ক${sign}`)?.index).toBe(1);
  },
);
