import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import { diffOf } from '../../shared/articles/compare.ts';
import type { Content } from '../../shared/articles/content.ts';
import type { Part } from '../../shared/articles/diff.ts';
import { Diff } from '../../shared/articles/diff.ts';
import { markdownOf } from '../../shared/articles/markdown-of.ts';
import { someContent } from './an-article.ts';

const headlines = (before: string, after: string, by: 'word' | 'grapheme' = 'word') =>
  partsOf(diffOf(someContent({ headline: before }), someContent({ headline: after }), by));

const bodies = (before: Block[], after: Block[]) =>
  partsOf(diffOf(someContent({ body: before }), someContent({ body: after }), 'word'));

const partsOf = ([field]: Diff) => field?.parts.map(({ kind, text }) => signs[kind] + text);
const signs = { same: '=', removed: '-', added: '+' } as const;

const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: [{ text }] });

describe('what changed between two contents', () => {
  it('is nothing when they say the same', () => {
    const content = someContent({ standfirst: 'সারকথা', tags: ['নদী'], source: { name: 'বাসস' } });
    expect(diffOf(content, structuredClone(content), 'word')).toEqual([]);
  });

  it('is another lead picture, or another word that is told of it', () => {
    const lead = { asset: 'ast_7k2m9x4q1w5p', alt: 'নৌকা', credit: 'রুমানা' };
    const [{ field, parts } = { field: '', parts: [] }] = diffOf(
      someContent({ lead }),
      someContent({ lead: { ...lead, credit: 'কামাল' } }),
      'word',
    );
    expect(field).toBe('lead');
    expect(parts.map(({ kind, text }) => (kind === 'same' ? '' : text)).filter(Boolean)).toEqual([
      'রুমানা',
      'কামাল',
    ]);
    expect(diffOf(someContent({}), someContent({ lead }), 'word')).toHaveLength(1);
  });

  it('is told by words', () =>
    expect(headlines('পদ্মার চরে নতুন স্কুল', 'পদ্মার চরে পুরোনো স্কুল')).toEqual([
      '=পদ্মার চরে ',
      '-নতুন',
      '+পুরোনো',
      '= স্কুল',
    ]));

  it('takes words in a row as one change', () =>
    expect(headlines('আজ নতুন স্কুল খোলে', 'আজ পুরোনো কলেজ খোলে')).toEqual([
      '=আজ ',
      '-নতুন স্কুল',
      '+পুরোনো কলেজ',
      '= খোলে',
    ]));

  it('is told by letters as a reader sees them, never by parts of a conjunct', () =>
    expect(headlines('শিক্ষা', 'শিষ্কা', 'grapheme')).toEqual(['=শি', '-ক্ষা', '+ষ্কা']));

  it('names a field that is new or gone', () => {
    const [before, after] = [someContent({ dateline: 'ঢাকা' }), someContent({ tags: ['নদী', 'চর'] })];
    expect(diffOf(before, after, 'word')).toEqual([
      { field: 'dateline', parts: [{ kind: 'removed', text: 'ঢাকা' }] },
      { field: 'tags', parts: [{ kind: 'added', text: 'নদী\nচর' }] },
    ]);
  });

  it('names section and alert in the words of the newsroom', () => {
    const after = someContent({ section: 'sport', alert: 'breaking' });
    expect(diffOf(someContent(), after, 'word').map(({ field, parts }) => [field, parts[0]?.text])).toEqual([
      ['section', 'জাতীয়'],
      ['alert', 'নেই'],
    ]);
  });

  it.each<[string, Block, string[]]>([
    [
      'a mark',
      { kind: 'paragraph', spans: [{ text: 'আজ ' }, { text: 'খবর', marks: ['strong'] }] },
      ['=আজ ', '+**', '=খবর', '+**'],
    ],
    [
      'a link',
      { kind: 'paragraph', spans: [{ text: 'আজ ' }, { text: 'খবর', link: 'https://a.example/' }] },
      ['=আজ ', '+[', '=খবর', '+](https://a.example/)'],
    ],
    ['a heading', { kind: 'heading', level: 2, spans: [{ text: 'আজ খবর' }] }, ['+## ', '=আজ খবর']],
    ['a quote', { kind: 'quote', paragraphs: [[{ text: 'আজ খবর' }]] }, ['+> ', '=আজ খবর']],
  ])('shows %s where the words stay', (_, block, parts) =>
    expect(bodies([paragraph('আজ খবর')], [block])).toEqual(parts),
  );

  it('shows a link that leads elsewhere', () => {
    const [before = '', after = ''] = ['https://a.example/1', 'https://a.example/2'].map((link) =>
      JSON.stringify({ kind: 'paragraph', spans: [{ text: 'খবর', link }] }),
    );
    expect(bodies([JSON.parse(before)], [JSON.parse(after)])).toEqual([
      '=[খবর](https://a.example/',
      '-1',
      '+2',
      '=)',
    ]);
  });

  it('leaves the paragraphs beside a change alone', () => {
    const [one, two, three] = [paragraph('ক খ'), paragraph('গ ঘ'), paragraph('ঙ চ')];
    expect(bodies([one, two, three], [one, three])).toEqual(['=ক খ\n\n', '-গ ঘ\n\n', '=ঙ চ']);
    expect(bodies([one, two], [one])).toEqual(['=ক খ', '-\n\nগ ঘ']);
    expect(bodies([two], [one, two])).toEqual(['+ক খ\n\n', '=গ ঘ']);
  });

  it('looks into a paragraph no more once much of a long text is new', () => {
    const withNews = (letter: string, last: string, paragraphs: number) => [
      ...Array.from({ length: paragraphs }, (_, at) => [
        paragraph(Array.from({ length: 600 }, (_, word) => `${letter}${word}`).join(' ')),
        paragraph(`${at}`),
      ]).flat(),
      paragraph(last),
    ];
    const lastPart = (paragraphs: number) =>
      bodies(withNews('ক', 'আজ নতুন স্কুল', paragraphs), withNews('খ', 'আজ পুরোনো স্কুল', paragraphs))?.at(-1);
    expect(lastPart(1)).toBe('= স্কুল');
    expect(lastPart(40)).toBe('+আজ পুরোনো স্কুল');
  });

  it('takes two long texts with nothing in common as one removed and one added', () => {
    const long = (words: string) =>
      Array.from({ length: 2_000 }, (_, at) => paragraph(`${words} ${at} `.repeat(24)));
    const [before, after] = [long('চরের স্কুল খোলে'), long('নদীর পানি বাড়ে')];
    expect(markdownOf(before).length).toBeGreaterThan(700_000);
    expect(diffOf(someContent({ body: before }), someContent({ body: after }), 'word')).toEqual([
      {
        field: 'body',
        parts: [
          { kind: 'removed', text: markdownOf(before) },
          { kind: 'added', text: markdownOf(after) },
        ],
      },
    ]);
    const one = (blocks: Block[]) => [paragraph(markdownOf(blocks))];
    expect(bodies(one(before), one(after))).toHaveLength(2);
  });
});

const words = fc
  .array(fc.constantFrom('নদী', 'ক্ষেত', 'র‍্যাব', '২০২৪', ' ', '\n', '।', '‘', 'G20', '**', '👨‍👩‍👧'), {
    minLength: 1,
    maxLength: 12,
  })
  .map((all) => all.join(''));
const line = words.map((text) => text.replaceAll('\n', ' '));
const contents: fc.Arbitrary<Content> = fc
  .record({
    headline: line,
    standfirst: fc.option(words, { nil: undefined }),
    tags: fc.array(line, { maxLength: 3 }),
    body: fc.array(
      fc.oneof(
        words.map(paragraph),
        fc
          .array(words, { minLength: 1, maxLength: 3 })
          .map((items): Block => ({ kind: 'list', ordered: false, items: items.map((text) => [{ text }]) })),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(someContent);
const by = fc.constantFrom('word' as const, 'grapheme' as const);

const textOf = (content: Content, field: Diff[number]['field']) => {
  if (field === 'body') return markdownOf(content.body);
  if (field === 'tags') return content.tags.join('\n');
  return String(content[field] ?? '');
};
const joined = (parts: Part[], other: Part['kind']) =>
  parts
    .filter(({ kind }) => kind === 'same' || kind === other)
    .map(({ text }) => text)
    .join('');

describe('any two contents', () => {
  it('can be put together again from what changed, and differ nowhere else', () => {
    fc.assert(
      fc.property(contents, contents, by, (before, after, unit) => {
        const diff = diffOf(before, after, unit);
        for (const field of ['headline', 'standfirst', 'tags', 'body'] as const) {
          const parts = diff.find((one) => one.field === field)?.parts;
          const [old, fresh] = [textOf(before, field), textOf(after, field)];
          if (!parts) expect(old).toBe(fresh);
          else expect([joined(parts, 'removed'), joined(parts, 'added')]).toEqual([old, fresh]);
        }
      }),
    );
  });

  it('differ in parts that end where letters do, each of another kind than the last', () => {
    fc.assert(
      fc.property(contents, contents, by, (before, after, unit) => {
        for (const { field, parts } of diffOf(before, after, unit)) {
          const ends = endsOfLetters(textOf(before, field));
          let end = 0;
          parts.forEach(({ kind, text }, at) => {
            expect(text).not.toBe('');
            expect(parts[at - 1]?.kind).not.toBe(kind);
            if (kind === 'added') return;
            end += text.length;
            expect(ends).toContain(end);
          });
        }
      }),
    );
  });

  it('differ alike however often one looks, and from themselves in nothing', () => {
    fc.assert(
      fc.property(contents, contents, by, (before, after, unit) => {
        const diff = diffOf(before, after, unit);
        expect(diffOf(structuredClone(before), structuredClone(after), unit)).toEqual(diff);
        expect(Diff.parse(diff)).toEqual(diff);
        expect(diffOf(before, structuredClone(before), unit)).toEqual([]);
      }),
    );
  });
});

const endsOfLetters = (text: string) =>
  [...new Intl.Segmenter('bn').segment(text)].map(({ index, segment }) => index + segment.length);
