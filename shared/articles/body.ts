import * as z from 'zod';
import { assetId } from '../id-forms.ts';
import { Crop, Told } from '../media/picture.ts';
import { run, text } from '../text.ts';
import { Embed } from './embed.ts';
import { hrefOf } from './embed-at.ts';
import { hasSafeScheme, isOneHref, longestHref } from './href.ts';

/**
 * A link a reader may follow: a web address, a mail address, a telephone number, or a path on this site (`/sport`). So no
 * scripts, no spaces or broken characters, and nothing that is relative to the page it stands on.
 */
export const Link = z
  .string()
  .max(longestHref, { error: 'is longer than 2000 characters' })
  .refine(isOneHref, {
    error: 'must be one link without spaces',
    abort: true,
  })
  .refine(hasSafeScheme, {
    error: 'must begin with https://, http://, mailto: or tel:, or be a path on this site such as /sport',
  });

/** A run of text with its formatting. */
export const Span = z
  .strictObject({
    text: run,
    marks: z
      .array(z.enum(['strong', 'emphasis']))
      .min(1)
      .max(2)
      .optional(),
    link: Link.optional(),
  })
  .meta({ id: 'Span' });
export type Span = z.infer<typeof Span>;

const Spans = z.array(Span).min(1);
const Cell = z.array(Span);

/** A caption is one line: it is written in Markdown within quotation marks. */
const Caption = Spans.overwrite((spans) =>
  spans.map((span) => ({ ...span, text: span.text.replace(/\s+/g, ' ') })),
);

/**
 * A picture in copy: the asset, and what readers are told of it. What the copy leaves out is copied from the library when
 * it is saved, so that it is approved with the copy. Without `crop` it is shown whole.
 */
export const Picture = Told.extend({
  asset: z.string().regex(assetId, { error: 'must be the id of an upload, such as ast_7k2m9x4q1w5p' }),
  caption: Caption.optional(),
  crop: Crop.optional(),
}).meta({ id: 'Picture' });
export type Picture = z.infer<typeof Picture>;

/** More pictures are two galleries: nobody goes through a hundred in one strip. */
export const mostInAGallery = 50;

const tooWide = 'has more than 20 columns: split the table, or turn it';

/** A block of a body. Never HTML: pages decide how each kind looks. */
export const Block = z
  .discriminatedUnion('kind', [
    Embed,
    z.strictObject({ kind: z.literal('paragraph'), spans: Spans }),
    z.strictObject({
      kind: z.literal('heading'),
      level: z.union([z.literal(2), z.literal(3)], { error: 'must be 2 or 3' }),
      spans: Spans,
    }),
    z.strictObject({
      kind: z.literal('list'),
      ordered: z.boolean(),
      /** The number of the first item of an ordered list, if it is not 1. */
      start: z.int().min(0).max(999).optional(),
      items: z.array(Spans).min(1),
    }),
    z.strictObject({
      kind: z.literal('quote'),
      paragraphs: z.array(Spans).min(1),
      cite: text(200).optional(),
    }),
    z.strictObject({
      kind: z.literal('table'),
      head: z.array(Cell).min(1).max(20, { error: tooWide }),
      /** How each column is set, where its copy says; others go by what is in them. */
      align: z
        .array(z.enum(['left', 'right', 'center']).nullable())
        .max(20, { error: tooWide })
        .optional(),
      rows: z
        .array(z.array(Cell).max(20, { error: tooWide }))
        .max(500, { error: 'has more than 500 rows: make two tables of it' }),
    }),
    z.strictObject({ kind: z.literal('image'), ...Picture.shape }),
    z.strictObject({
      kind: z.literal('gallery'),
      images: z.array(Picture).min(2).max(mostInAGallery),
      caption: Caption.optional(),
    }),
  ])
  .meta({ id: 'Block' });
export type Block = z.infer<typeof Block>;

/** Every run of text in a body, in reading order. */
export const spansOf = (blocks: readonly Block[]): Span[] => blocks.flatMap(spansIn);

function spansIn(block: Block): Span[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return block.spans;
    case 'list':
      return block.items.flat();
    case 'quote':
      return block.paragraphs.flat();
    case 'table':
      return [...block.head, ...block.rows.flat()].flat();
    case 'embed':
      return [{ text: hrefOf(block) }];
    case 'image':
      return block.caption ?? [];
    case 'gallery':
      return [...block.images, block].flatMap(({ caption = [] }) => caption);
  }
}

/** The pictures of a block, in reading order. */
export const picturesOf = (block: Block): Picture[] => {
  if (block.kind === 'gallery') return block.images;
  if (block.kind !== 'image') return [];
  const { kind: _kind, ...picture } = block;
  return [picture];
};

/** The body as plain text, one line per block: for feeds, mails and summaries. Of pictures it has the captions. */
export const plainText = (blocks: readonly Block[]) =>
  blocks
    .map((block) =>
      spansOf([block])
        .map(({ text }) => text)
        .join(''),
    )
    .join('\n');

/** The size of a body's text in bytes of UTF-8. */
export const bodyBytes = (blocks: readonly Block[]) =>
  [
    ...spansOf(blocks).map(({ text }) => text),
    ...blocks.flatMap(picturesOf).flatMap(({ alt = '', credit = '' }) => [alt, credit]),
  ].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
