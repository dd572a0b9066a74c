import { describe, expect, it } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import { lengthOfBody } from '../../shared/articles/words.ts';

const paragraph = (...texts: string[]): Block => ({
  kind: 'paragraph',
  spans: texts.map((text) => ({ text })),
});

describe('the length of a body', () => {
  it.each<[string, Block[], number]>([
    ['words with letters or digits, not signs', [paragraph('নদীর পানি — ৫ ফুট।')], 4],
    ['a word once, though marks cut it', [paragraph('চরের ', 'শিশু', 'রা আজ')], 3],
    ['blocks apart', [paragraph('প্রথম'), paragraph('দ্বিতীয়')], 2],
    [
      'items of a list apart',
      [{ kind: 'list', ordered: false, items: [[{ text: 'এক' }], [{ text: 'দুই' }]] }],
      2,
    ],
    [
      'paragraphs of a quote and cells of a table apart',
      [
        { kind: 'quote', paragraphs: [[{ text: 'এক' }], [{ text: 'দুই' }]] },
        { kind: 'table', head: [[{ text: 'নাম' }], []], rows: [[[{ text: 'রহিম' }], [{ text: '৫' }]]] },
      ],
      5,
    ],
    ['no address of an embed', [{ kind: 'embed', provider: 'youtube', id: 'dQw4w9WgXcQ' }], 0],
  ])('counts %s', (_what, body, words) => {
    expect(lengthOfBody(body).words).toBe(words);
  });

  it('takes a minute for each 180 words, and for the rest', () => {
    const of = (count: number) => lengthOfBody([paragraph('শব্দ '.repeat(count))]).readingMinutes;
    expect([of(1), of(180), of(181), of(1_000)]).toEqual([1, 1, 2, 6]);
  });
});
