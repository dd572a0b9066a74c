import { describe, expect, it } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import { summaryOf } from '../../shared/articles/summary.ts';
import { paragraph } from '../site/a-story.ts';

const list = (...items: string[]): Block => ({
  kind: 'list',
  ordered: false,
  items: items.map((text) => [{ text }]),
});
const embed: Block = { kind: 'embed', provider: 'youtube', id: 'dQw4w9WgXcQ' };
const heading: Block = { kind: 'heading', level: 2, spans: [{ text: 'উপশিরোনাম' }] };
const table: Block = { kind: 'table', head: [[{ text: 'দল' }]], rows: [[[{ text: 'আবাহনী' }]]] };
const quote: Block = { kind: 'quote', paragraphs: [[{ text: 'নৌকায় লাগত।' }], [{ text: 'এখন হেঁটে।' }]] };

describe('a summary', () => {
  it.each<[string, Block[], string]>([
    ['keeps a space between blocks', [list('প্রথম', 'দ্বিতীয়'), paragraph('তৃতীয়')], 'প্রথম দ্বিতীয় তৃতীয়'],
    ['passes over an embed', [embed, paragraph('চরে স্কুল হলো।')], 'চরে স্কুল হলো।'],
    ['passes over a heading and a table', [heading, table, paragraph('চরে স্কুল হলো।')], 'চরে স্কুল হলো।'],
    ['takes the paragraphs of a quote', [quote], 'নৌকায় লাগত। এখন হেঁটে।'],
    ['takes line breaks as spaces', [paragraph('এক\nদুই\u00a0তিন।')], 'এক দুই তিন।'],
    ['has nothing of a body without text', [embed, table], ''],
    [
      'ends no sentence at an abbreviation',
      [paragraph('ড. নাহার এলেন। মো. আলী গেলেন।')],
      'ড. নাহার এলেন। মো. আলী গেলেন।',
    ],
  ])('%s', (_, blocks, summary) => expect(summaryOf(blocks)).toBe(summary.normalize('NFC')));

  it('has whole sentences, as many as there is room for', () => {
    const sentence = `${'পদ্মার চরে আজ '.repeat(5)}স্কুল হলো।`;
    expect(summaryOf([paragraph(`${sentence} ${sentence}`), paragraph(sentence)])).toBe(
      `${sentence} ${sentence}`,
    );
  });

  it('of one long sentence is cut at a word, however long it is', () => {
    const summary = summaryOf([paragraph('পদ্মার চরে '.repeat(100_000))]);
    expect(summary).toMatch(/(পদ্মার|চরে)…$/);
    expect([...new Intl.Segmenter('bn').segment(summary)].length).toBeLessThanOrEqual(160);
  });
});
