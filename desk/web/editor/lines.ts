import type { Node } from 'prosemirror-model';
import { type Command, type EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { schema } from './schema.ts';

const { paragraph, heading, list, item, quote, quoteParagraph } = schema.nodes;

/** What lines of text may be made to: paragraphs, headings, the items of a list, the paragraphs of a quote. */
export type Shape =
  | { kind: 'paragraph' }
  | { kind: 'heading'; level: 2 | 3 }
  | { kind: 'list'; ordered: boolean; start?: number }
  | { kind: 'quote' };

/** The lines that a selection touches, and what of its first and its last block it does not. */
type Touched = { from: number; to: number; before: Node[]; lines: Node[]; after: Node[]; blocks: Node[] };

type Place = Pick<EditorState, 'doc' | 'selection'>;

/** Undefined where a table, an embed or an image is among what is selected: these have no lines of text. */
export function touched({ doc, selection }: Place): Touched | undefined {
  const { $from, $to } = selection;
  if ($from.depth === 0 || $to.depth === 0) return undefined;
  const blocks = doc.children.slice($from.index(0), $to.index(0) + 1);
  if (blocks.some((block) => !block.isTextblock && block.type !== list && block.type !== quote))
    return undefined;
  const [first, last] = [blocks[0], blocks.at(-1)];
  const [skipped, left] = [
    $from.depth > 1 ? $from.index(1) : 0,
    $to.depth > 1 ? (last?.childCount ?? 0) - $to.index(1) - 1 : 0,
  ];
  const all = blocks.flatMap((block) => (block.isTextblock ? [block] : block.children));
  return {
    from: $from.before(1),
    to: $to.after(1),
    before: first && skipped > 0 ? [part(first, 0, skipped)] : [],
    lines: all.slice(skipped, all.length - left),
    after: last && left > 0 ? [part(last, last.childCount - left)] : [],
    blocks,
  };
}

/** Some lines of a list or a quote. The rest of a numbered list goes on counting. */
function part(block: Node, from: number, to = block.childCount): Node {
  const children = block.children.slice(from, to);
  const isRest = block.type === list && block.attrs.ordered && from > 0;
  const start = isRest ? Math.min(999, (block.attrs.start ?? 1) + from) : block.attrs.start;
  const isEnd = to === block.childCount;
  const attrs = block.type === list ? { ...block.attrs, start } : { cite: isEnd ? block.attrs.cite : '' };
  return block.type.create(attrs, children);
}

/** Whether all that is selected has a shape. */
export function has(state: Place, shape: Shape): boolean {
  const blocks = touched(state)?.blocks ?? [];
  return blocks.length > 0 && blocks.every((block) => isOf(block, shape));
}

const isOf = ({ type, attrs }: Node, shape: Shape) =>
  type.name === shape.kind &&
  (shape.kind !== 'heading' || attrs.level === shape.level) &&
  (shape.kind !== 'list' || attrs.ordered === shape.ordered);

/** Gives the selected lines a shape; paragraphs, if they have it already. */
export const toggle =
  (shape: Shape): Command =>
  (state, dispatch) => {
    const all = touched(state);
    if (!all) return false;
    if (dispatch) dispatch(reshaped(state.tr, all, has(state, shape) ? { kind: 'paragraph' } : shape));
    return true;
  };

/** Gives the selected lines a shape, whatever they are. */
export function reshape(tr: Transaction, shape: Shape): Transaction | undefined {
  const all = touched(tr);
  return all && reshaped(tr, all, shape);
}

function reshaped(tr: Transaction, { from, to, before, lines, after, blocks }: Touched, shape: Shape) {
  const cite = blocks.find(({ type }) => type === quote)?.attrs.cite ?? '';
  const made = shapeLines(lines, shape, cite);
  const places = [tr.selection.$anchor, tr.selection.$head].map(({ pos, parentOffset, parent }) => ({
    line: lineAt(tr.doc, from, pos - parentOffset, parent),
    offset: parentOffset,
  }));
  tr.replaceWith(from, to, [...before, ...made, ...after]);
  const [anchor, head] = places.map(({ line, offset }) => startOfLine(tr.doc, from, line) + offset);
  return tr.setSelection(TextSelection.create(tr.doc, anchor ?? from, head)).scrollIntoView();
}

function shapeLines(lines: readonly Node[], shape: Shape, cite: string): Node[] {
  switch (shape.kind) {
    case 'paragraph':
      return lines.map(({ content }) => paragraph.create(null, content));
    case 'heading':
      return lines.map(({ content }) => heading.create({ level: shape.level }, content));
    case 'list':
      return [
        list.create(
          { ordered: shape.ordered, start: shape.start ?? null },
          lines.map(({ content }) => item.create(null, content)),
        ),
      ];
    case 'quote':
      return [
        quote.create(
          { cite },
          lines.map(({ content }) => quoteParagraph.create(null, content)),
        ),
      ];
  }
}

/** Which line from a place on begins at `start`. */
function lineAt(doc: Node, from: number, start: number, line: Node): number {
  let nth = 0;
  doc.nodesBetween(from, start, (node, pos) => {
    if (node.isTextblock && node !== line && pos + 1 < start) nth += 1;
    return !node.isTextblock;
  });
  return nth;
}

function startOfLine(doc: Node, from: number, nth: number): number {
  let [start, left] = [from + 1, nth];
  doc.nodesBetween(from, doc.content.size, (node, pos) => {
    if (node.isTextblock && left >= 0) {
      start = pos + 1;
      left -= 1;
    }
    return !node.isTextblock && left >= 0;
  });
  return start;
}

/** Takes a line out of its list or quote, as a paragraph: Enter in an empty one, Backspace at the head of the first. */
export const leave =
  (when: 'empty' | 'first'): Command =>
  (state, dispatch) => {
    const { $from, empty } = state.selection;
    const isWithin = $from.parent.type === item || $from.parent.type === quoteParagraph;
    const isMeant =
      when === 'empty' ? $from.parent.content.size === 0 : $from.parentOffset === 0 && $from.index(1) === 0;
    const all = empty && isWithin && isMeant ? touched(state) : undefined;
    if (!all) return false;
    if (dispatch) dispatch(reshaped(state.tr, all, { kind: 'paragraph' }));
    return true;
  };

/** A heading becomes a paragraph by Backspace at its head. */
export const unhead: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.parent.type !== heading) return false;
  return toggle({ kind: 'heading', level: $from.parent.attrs.level })(state, dispatch);
};

/** Moves the selected blocks over the one before or behind them. */
export const moveBlocks =
  (by: -1 | 1): Command =>
  (state, dispatch) => {
    const { doc, selection, tr } = state;
    const [first, last] = [
      selection.$from.index(0),
      selection.$to.depth === 0 ? selection.$to.index(0) - 1 : selection.$to.index(0),
    ];
    const other = doc.maybeChild(by < 0 ? first - 1 : last + 1);
    if (!other) return false;
    if (!dispatch) return true;
    const starts = startsOf(doc);
    const [from, to] = [starts[first] ?? 0, starts[last + 1] ?? doc.content.size];
    // The neighbour goes round: what is selected stays as it is, with its selection.
    if (by < 0) tr.delete(from - other.nodeSize, from).insert(to - other.nodeSize, other);
    else tr.delete(to, to + other.nodeSize).insert(from, other);
    dispatch(tr.scrollIntoView());
    return true;
  };

/** Where each block of a document begins, and where the last ends. */
export function startsOf(doc: Node): number[] {
  let at = 0;
  const starts = [0];
  for (const block of doc.children) {
    at += block.nodeSize;
    starts.push(at);
  }
  return starts;
}

/** The end of a line within a block. */
export const breakLine: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.inlineContent) return false;
  const { lineBreak } = schema.nodes;
  dispatch?.(state.tr.replaceSelectionWith(lineBreak.create(), true).scrollIntoView());
  return true;
};
