import type { Block, Picture, Span } from '../body.ts';
import type { Content } from '../content.ts';

/** A run of text and the JSON pointer to it in the content. */
export type Run = { pointer: string; text: string };

/**
 * Text that is read as one, whatever runs it consists of: a field, a paragraph, an item, a cell. A quotation may
 * continue from one paragraph to the next; cells and names are not prose.
 */
export type Passage = { kind: 'paragraph' | 'line' | 'cell' | 'name'; text: string; runs: Run[] };

/** Every passage of a content in the order of its page. */
export function passagesOf({ source, lead, ...content }: Content): Passage[] {
  const { shoulder, headline, standfirst, bylines, dateline, body, tags } = content;
  return [
    ...field('line', '/shoulder', shoulder),
    ...field('line', '/headline', headline),
    ...field('line', '/standfirst', standfirst),
    ...bylines.flatMap((byline, at) => field('name', `/bylines/${at}`, byline)),
    ...field('name', '/dateline', dateline),
    ...(lead ? passagesOfPicture(lead, '/lead') : []),
    ...body.flatMap((block, at) => passagesIn(block, `/body/${at}`)),
    ...field('name', '/source/name', source?.name),
    ...tags.flatMap((tag, at) => field('name', `/tags/${at}`, tag)),
  ];
}

const field = (kind: Passage['kind'], pointer: string, text: string | undefined): Passage[] =>
  text === undefined ? [] : [{ kind, text, runs: [{ pointer, text }] }];

function passagesIn(block: Block, pointer: string): Passage[] {
  switch (block.kind) {
    case 'paragraph':
      return [passage('paragraph', `${pointer}/spans`, block.spans)];
    case 'heading':
      return [passage('line', `${pointer}/spans`, block.spans)];
    case 'list':
      return block.items.map((item, at) => passage('line', `${pointer}/items/${at}`, item));
    case 'quote':
      return [
        ...block.paragraphs.map((one, at) => passage('paragraph', `${pointer}/paragraphs/${at}`, one)),
        ...field('name', `${pointer}/cite`, block.cite),
      ];
    case 'embed':
      return [];
    case 'image':
      return passagesOfPicture(block, pointer);
    case 'gallery':
      return [
        ...block.images.flatMap((image, at) => passagesOfPicture(image, `${pointer}/images/${at}`)),
        ...(block.caption ? [passage('line', `${pointer}/caption`, block.caption)] : []),
      ];
    case 'table':
      return [
        ...block.head.map((cell, at) => passage('cell', `${pointer}/head/${at}`, cell)),
        ...block.rows.flatMap((row, at) =>
          row.map((cell, column) => passage('cell', `${pointer}/rows/${at}/${column}`, cell)),
        ),
      ];
  }
}

const passagesOfPicture = ({ alt, caption, credit }: Picture, pointer: string): Passage[] => [
  ...field('line', `${pointer}/alt`, alt),
  ...(caption ? [passage('line', `${pointer}/caption`, caption)] : []),
  ...field('name', `${pointer}/credit`, credit),
];

const passage = (kind: Passage['kind'], pointer: string, spans: Span[]): Passage => ({
  kind,
  text: spans.map(({ text }) => text).join(''),
  runs: spans.map(({ text }, at) => ({ pointer: `${pointer}/${at}/text`, text })),
});
