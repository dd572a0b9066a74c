import * as z from 'zod';
import { run, text } from '../text.ts';
import { Embed, hrefOf } from './embed.ts';

/**
 * A link a reader may follow: a web address, a mail address, a telephone number, or a path on this site (`/sport`). So no
 * scripts, no spaces or broken characters, and nothing that is relative to the page it stands on.
 */
export const Link = z
  .string()
  .max(2000, { error: 'is longer than 2000 characters' })
  .refine((href) => href.isWellFormed() && !/[\s\p{Cc}\uFFFD\\]/u.test(href), {
    error: 'must be one link without spaces',
    abort: true,
  })
  .refine((href) => isSafe(href), {
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
      rows: z
        .array(z.array(Cell).max(20, { error: tooWide }))
        .max(500, { error: 'has more than 500 rows: make two tables of it' }),
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
  }
}

/** The body as plain text, one line per block: for feeds, mails and summaries. */
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
  spansOf(blocks).reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

function isSafe(href: string) {
  if (href.startsWith('/')) return !href.startsWith('//');
  try {
    const { protocol, hostname, pathname } = new URL(href);
    if (protocol === 'mailto:' || protocol === 'tel:') return pathname !== '';
    return (protocol === 'https:' || protocol === 'http:') && hostname !== '';
  } catch {
    return false;
  }
}
