import fc from 'fast-check';
import { Block, type Span } from '../../../../shared/articles/body.ts';

/** Letters of both scripts, signs that nobody sees, both spellings of য়, line ends, spaces of every width. */
const piece = fc.constantFrom(
  ...'ক খ ক্ষ ি র‍্যাব স্ত্রী x 1 ২ । ‘ ’ 😀 < & * - #'.split(' '),
  ...[
    '\u09DF',
    '\u09AF\u09BC',
    '\u200D',
    '\u200C',
    '\u200B',
    '\u00AD',
    '\u00A0',
    ' ',
    '  ',
    '\t',
    '\n',
    '\r\n',
  ],
  '\uFEFF',
  '\u2028',
);
export const texts = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
export const links = fc.constantFrom(
  'https://a.example/',
  'https://a.example/x?a=1&b=(২)',
  'mailto:desk@khobor.example',
  '/sport',
);
const marks = fc.constantFrom<Span['marks'][]>(
  undefined,
  undefined,
  ['strong'],
  ['emphasis'],
  ['strong', 'emphasis'],
  ['emphasis', 'strong'],
);
const span = fc.tuple(texts, marks, fc.option(links, { nil: undefined, freq: 3 })).map(
  ([text, set, link]): Span => ({
    text,
    ...(set && { marks: set }),
    ...(link !== undefined && { link }),
  }),
);
const spans = fc.array(span, { minLength: 1, maxLength: 4 });
const cells = fc.oneof(fc.constant<Span[]>([]), spans);

const raw = fc.oneof(
  spans.map((of) => ({ kind: 'paragraph', spans: of })),
  fc.record({ kind: fc.constant('heading'), level: fc.constantFrom(2, 3), spans }),
  fc.record(
    {
      kind: fc.constant('list'),
      ordered: fc.boolean(),
      start: fc.integer({ min: 0, max: 999 }),
      items: fc.array(spans, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['kind', 'ordered', 'items'] },
  ),
  fc.record(
    {
      kind: fc.constant('quote'),
      paragraphs: fc.array(spans, { minLength: 1, maxLength: 3 }),
      cite: texts,
    },
    { requiredKeys: ['kind', 'paragraphs'] },
  ),
  fc.record({
    kind: fc.constant('table'),
    head: fc.array(cells, { minLength: 1, maxLength: 4 }),
    rows: fc.array(fc.array(cells, { maxLength: 5 }), { maxLength: 3 }),
  }),
  fc.constant({ kind: 'embed', provider: 'vimeo', id: '123456789' }),
);

/** A body as the API has stored it, whatever was sent. */
export const bodies = fc.array(
  raw.map((block) => Block.safeParse(block).data).filter((block) => block !== undefined),
  { maxLength: 5 },
);
