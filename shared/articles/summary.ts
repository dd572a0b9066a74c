import { cut } from '../bangla/cut.ts';
import { sentences } from '../bangla/sentences.ts';
import type { Block, Span } from './body.ts';

/** About the length, in graphemes, that search results and link previews show of a description. */
const room = 160;

/** As much text, in UTF-16 units, as could ever fill that room: what is longer is not looked at. */
const most = 4_000;

/**
 * The opening sentences of a body, as many as fit, for an article without a standfirst; the first one cut at a word
 * where it alone is too long. They are taken from what is told: paragraphs, lists and quotes, not headings, tables and
 * embeds. Empty for a body without any.
 */
export function summaryOf(blocks: readonly Block[]): string {
  const [first = '', ...others] = opening(blocks).flatMap((text) => sentences(text));
  let summary = cut(first, room);
  for (const sentence of others) {
    const longer = `${summary} ${sentence}`;
    if (cut(longer, room) !== longer) break;
    summary = longer;
  }
  return summary;
}

/** The first texts of a body, each on one line. */
function opening(blocks: readonly Block[]): string[] {
  const texts: string[] = [];
  let length = 0;
  for (const block of blocks) {
    if (length >= most) break;
    for (const text of textsOf(block)) {
      if (text === '') continue;
      texts.push(text);
      length += text.length;
    }
  }
  return texts;
}

function textsOf(block: Block): string[] {
  if (block.kind === 'paragraph') return [textOf(block.spans)];
  if (block.kind === 'list') return block.items.map(textOf);
  return block.kind === 'quote' ? block.paragraphs.map(textOf) : [];
}

const textOf = (spans: readonly Span[]) => {
  const text = spans.map((span) => span.text.slice(0, most)).join('');
  return text.slice(0, most).toWellFormed().replace(/\s+/g, ' ').trim();
};
