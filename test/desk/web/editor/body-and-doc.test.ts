import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOfDoc, docOfBlocks, settledBody } from '../../../../desk/web/editor/body-and-doc.ts';
import { schema } from '../../../../desk/web/editor/schema.ts';
import { Block, type Span, spansOf } from '../../../../shared/articles/body.ts';
import { isVisible } from '../../../../shared/clean-text.ts';
import { run } from '../../../../shared/text.ts';
import { bodies, links, texts } from './bodies.ts';

const runs = Number(process.env.BODIES ?? 10_000);
const paragraph = (...spans: Span[]): Block => ({ kind: 'paragraph', spans });

describe('a body in the editor', () => {
  it('comes back as it was, once runs that are set alike are one', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(settledBody(body)).toEqual(merged(body));
      }),
      { numRuns: runs },
    );
  });

  it('is not changed by being opened a second time', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const once = settledBody(body);
        expect(settledBody(once)).toEqual(once);
      }),
      { numRuns: runs / 10 },
    );
  });

  it('keeps every letter that can be seen', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const lettersOf = (blocks: readonly Block[]) =>
          spansOf(blocks)
            .map(({ text }) => text.normalize('NFC'))
            .join('')
            .replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '');
        expect(lettersOf(settledBody(body))).toBe(lettersOf(body));
      }),
      { numRuns: runs / 10 },
    );
  });

  it.each<[string, Block[], Block[]]>([
    ['an empty body', [], []],
    [
      'marks in one order',
      [paragraph({ text: 'ক', marks: ['emphasis', 'strong'] })],
      [paragraph({ text: 'ক', marks: ['strong', 'emphasis'] })],
    ],
    ['neighbours set alike', [paragraph({ text: 'ক' }, { text: 'খ' })], [paragraph({ text: 'কখ' })]],
    [
      'line ends',
      [paragraph({ text: 'ক\nখ\n\nগ', marks: ['strong'] })],
      [paragraph({ text: 'ক\nখ\n\nগ', marks: ['strong'] })],
    ],
    [
      'a paragraph of spaces',
      [paragraph({ text: ' ' }), paragraph({ text: 'ক' })],
      [paragraph({ text: 'ক' })],
    ],
    ['both spellings of য়', [paragraph({ text: '\u09DF' })], [paragraph({ text: '\u09AF\u09BC' })]],
  ])('has %s', (_, body, wanted) => {
    expect(settledBody(body)).toEqual(wanted);
  });
});

type Json = Record<string, unknown>;

/** Any document that the editor's schema allows, as keys, a paste and commands may leave it. */
const anyText = fc.oneof(
  texts,
  fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }),
  fc.constantFrom('\uFFFD', '\u0000ক', `ক${'\u0981'.repeat(50)}`, '\uD800'),
);
const mark = fc.oneof(
  fc.constantFrom<Json>({ type: 'strong' }, { type: 'emphasis' }),
  links.map((href): Json => ({ type: 'link', attrs: { href } })),
);
const inline = fc.array(
  fc
    .tuple(fc.oneof(anyText, fc.constant(undefined)), fc.array(mark, { maxLength: 3 }))
    .map(
      ([text, set]): Json =>
        text === undefined ? { type: 'lineBreak' } : { type: 'text', text, marks: unique(set) },
    ),
  { maxLength: 4 },
);
const unique = (marks: Json[]) =>
  ['link', 'strong', 'emphasis'].flatMap((name) => marks.find(({ type }) => type === name) ?? []);
const lineOf = (type: string) => inline.map((content): Json => ({ type, content }));
const node = fc.oneof(
  lineOf('paragraph'),
  fc
    .tuple(lineOf('heading'), fc.constantFrom(2, 3))
    .map(([of, level]): Json => ({ ...of, attrs: { level } })),
  fc
    .record({ items: fc.array(lineOf('item'), { minLength: 1, maxLength: 3 }), ordered: fc.boolean() })
    .map(({ items, ordered }): Json => ({ type: 'list', attrs: { ordered, start: null }, content: items })),
  fc
    .tuple(
      fc.array(lineOf('quoteParagraph'), { minLength: 1, maxLength: 3 }),
      fc.oneof(anyText, fc.constant('')),
    )
    .map(([content, cite]): Json => ({ type: 'quote', attrs: { cite }, content })),
  fc
    .tuple(
      fc.array(lineOf('headCell'), { minLength: 1, maxLength: 25 }),
      fc.array(fc.array(lineOf('cell'), { maxLength: 25 }), { maxLength: 3 }),
    )
    .map(
      ([head, rows]): Json => ({
        type: 'table',
        content: [
          { type: 'tableHead', content: head },
          ...rows.map((content) => ({ type: 'tableRow', content })),
        ],
      }),
    ),
  fc.constant<Json>({ type: 'embed', attrs: { provider: 'vimeo', id: '123456789' } }),
);
const docs = fc
  .array(node, { minLength: 1, maxLength: 4 })
  .map((content) => schema.nodeFromJSON({ type: 'doc', content }));

describe('what is in the editor', () => {
  it('is always a body that the API takes as it is', () => {
    fc.assert(
      fc.property(docs, (doc) => {
        doc.check();
        for (const block of blocksOfDoc(doc)) expect(Block.parse(block)).toEqual(block);
      }),
      { numRuns: runs / 10 },
    );
  });

  it('keeps every cell of a table that is larger than a table may be', () => {
    const head = Array.from({ length: 45 }, (_, at) => [{ text: `ক${at}` }]);
    const rows = Array.from({ length: 1_001 }, (_, row) => head.map((_, at) => [{ text: `${row}-${at}` }]));
    const tables = blocksOfDoc(docOfBlocks([{ kind: 'table', head, rows }]));
    expect(tables).toHaveLength(9);
    expect(tables.every((table) => Block.safeParse(table).success)).toBe(true);
    const cells = new Set(spansOf(tables).map(({ text }) => text));
    expect(cells.size).toBe(45 * 1_002);
  });
});

/** A body whose neighbours that are set alike are one, without what is blank: said by itself, not by the editor's code. */
function merged(body: Block[]): Block[] {
  return body.flatMap(mergedBlock);
}

function mergedBlock(block: Block): Block[] {
  const kept = (lines: Span[][]) => lines.map(one).filter((spans) => spans.length > 0);

  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return one(block.spans).length > 0 ? [{ ...block, spans: one(block.spans) }] : [];
    case 'list':
      return kept(block.items).length > 0 ? [{ ...block, items: kept(block.items) }] : [];
    case 'quote':
      return kept(block.paragraphs).length > 0 ? [{ ...block, paragraphs: kept(block.paragraphs) }] : [];
    case 'table':
      return [{ ...block, head: block.head.map(one), rows: block.rows.map((row) => row.map(one)) }];
    case 'embed':
    case 'image':
    case 'gallery':
      return [block];
  }
}

function one(spans: Span[]): Span[] {
  const key = ({ marks = [], link }: Span) => JSON.stringify([marks.toSorted().toReversed(), link]);
  const groups: Span[][] = [];
  for (const span of spans) {
    const last = groups.at(-1);
    if (last?.[0] && key(last[0]) === key(span)) last.push(span);
    else groups.push([span]);
  }
  const all = groups.map(([first, ...more]) => ({
    ...(first as Span),
    ...(first?.marks ? { marks: first.marks.toSorted().toReversed() } : {}),
    text: run.parse([first, ...more].map((span) => span?.text).join('')),
  }));
  return isVisible(all.map(({ text }) => text).join('')) ? all : [];
}
