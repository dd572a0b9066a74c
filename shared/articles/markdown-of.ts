import type { Paragraph, RootContent, TableRow } from 'mdast';
import type { Block, Span } from './body.ts';
import { hrefOf } from './embed-at.ts';
import { markdownOfNode } from './markdown-of-nodes.ts';
import { markdownOfPicture } from './markdown-of-picture.ts';
import { markdownOfSpans, phrasingOf } from './markdown-of-spans.ts';

/**
 * A body as Markdown, in which its form is visible: what `blocksOfMarkdown` reads back as the same blocks. Not what
 * Markdown cannot say: adjacent runs set alike become one, the order of two marks is lost, a heading is on one line, text without a letter and
 * rows without a cell vanish, and who a quote cites becomes its last paragraph.
 */
export const markdownOf = (blocks: readonly Block[]) => markdownOfEach(blocks).join('\n\n');

/** The same, a text for each block. Of two lists in a row the second has other markers, or they would be one. */
export const markdownOfEach = (blocks: readonly Block[]): string[] => {
  let isOther = false;
  return blocks.map((block, at) => {
    isOther = isListLike(block, blocks[at - 1]) && !isOther;
    if (block.kind === 'image') return markdownOfPicture(block);
    if (block.kind === 'gallery')
      return [
        ...block.images.map(markdownOfPicture),
        ...(block.caption ? [`: ${markdownOfSpans(block.caption)}`] : []),
      ].join('\n');
    return markdownOfNode(nodeOf(block), isOther ? 'other' : 'usual');
  });
};

const isListLike = (block: Block, before: Block | undefined) =>
  block.kind === 'list' && before?.kind === 'list' && block.ordered === before.ordered;

function nodeOf(block: Exclude<Block, { kind: 'image' | 'gallery' }>): RootContent {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.spans);
    case 'heading':
      return { type: 'heading', depth: block.level, children: phrasingOf(block.spans) };
    case 'list': {
      const { ordered, start = 1, items } = block;
      const children = items.map((item) => ({ type: 'listItem' as const, children: [paragraph(item)] }));
      return { type: 'list', ordered, ...(ordered ? { start } : {}), spread: false, children };
    }
    case 'quote': {
      const cite: Span[][] = block.cite === undefined ? [] : [[{ text: `— ${block.cite}` }]];
      return { type: 'blockquote', children: [...block.paragraphs, ...cite].map(paragraph) };
    }
    case 'embed':
      return paragraph([{ text: hrefOf(block), link: hrefOf(block) }]);
    case 'table':
      return {
        type: 'table',
        align: block.head.map((_, column) => block.align?.[column] ?? null),
        children: [block.head, ...block.rows].map(row),
      };
  }
}

const paragraph = (spans: readonly Span[]): Paragraph => ({ type: 'paragraph', children: phrasingOf(spans) });

const row = (cells: readonly Span[][]): TableRow => ({
  type: 'tableRow',
  children: cells.map((spans) => ({ type: 'tableCell', children: phrasingOf(spans) })),
});
