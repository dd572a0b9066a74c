import type { Block, Span } from './body.ts';
import { hrefOf } from './embed.ts';
import { markdownOfSpans } from './markdown-of-spans.ts';

/**
 * A body as Markdown, in which its form is visible: what `blocksOfMarkdown` reads back as the same blocks. Not what
 * Markdown cannot say: adjacent runs set alike become one, the order of two marks is lost, text without a letter and
 * rows without a cell vanish, and who a quote cites becomes its last paragraph.
 */
export const markdownOf = (blocks: readonly Block[]) => markdownOfEach(blocks).join('\n\n');

/** The same, a text for each block. Of two lists in a row the second has other markers, or they would be one. */
export const markdownOfEach = (blocks: readonly Block[]): string[] => {
  let isOther = false;
  return blocks.map((block, at) => {
    isOther = isListLike(block, blocks[at - 1]) && !isOther;
    return markdownOfBlock(block, isOther);
  });
};

const isListLike = (block: Block, before: Block | undefined) =>
  block.kind === 'list' && before?.kind === 'list' && block.ordered === before.ordered;

function markdownOfBlock(block: Block, isOther: boolean): string {
  switch (block.kind) {
    case 'paragraph':
      return markdownOfSpans(block.spans);
    case 'heading':
      return `${'#'.repeat(block.level)} ${markdownOfSpans(block.spans, 'heading')}`;
    case 'list': {
      const marker = block.ordered ? (isOther ? '1) ' : '1. ') : isOther ? '* ' : '- ';
      return block.items
        .map((item) => marker + indented(markdownOfSpans(item), ' '.repeat(marker.length)))
        .join('\n');
    }
    case 'quote':
      return [...block.paragraphs, ...citation(block.cite)]
        .map((spans) => `> ${indented(markdownOfSpans(spans), '> ')}`)
        .join('\n>\n');
    case 'embed':
      return `<${hrefOf(block)}>`;
    case 'table':
      return [row(block.head), `|${' --- |'.repeat(block.head.length)}`, ...block.rows.map(row)].join('\n');
  }
}

const indented = (text: string, indent: string) => text.replaceAll('\n', `\n${indent}`);
const citation = (cite: string | undefined): Span[][] =>
  cite === undefined ? [] : [[{ text: `— ${cite}` }]];
const row = (cells: Span[][]) => `| ${cells.map((spans) => markdownOfSpans(spans, 'cell')).join(' | ')} |`;
