import { DOMParser, type Node as DocNode, Fragment, type ParseOptions, Slice } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { isVisible } from '../../../shared/clean-text.ts';
import { nodeOf } from './body-and-doc.ts';
import { type LeftOut, leftOut, mostLeftOut } from './left-out.ts';
import { blocksOfHtml, withReadStyles } from './pasted-html.ts';
import { blocksOfText, type Pasted } from './pasted-text.ts';
import { addPictures, cursorTo, filesIn, type Pictures } from './pictures.ts';
import { schema } from './schema.ts';

export type OnPaste = (leftOut: LeftOut[]) => void;

/**
 * What is pasted or dropped becomes blocks, and nothing else: HTML is read in a document that no window shows. Whatever has
 * no place in a body is told, each time something is pasted that had some.
 */
export function paste(onPaste: OnPaste | undefined, pictures?: Pictures): Plugin {
  let told: LeftOut[] = [];
  const read = ({ blocks, leftOut: ofThis }: Pasted) => {
    told = ofThis;
    return sliceOf(blocks.map(nodeOf));
  };
  const own = DOMParser.fromSchema(schema);
  class ClipboardParser extends DOMParser {
    override parseSlice(dom: Node, options?: ParseOptions): Slice {
      if (!isElement(dom)) return Slice.empty;
      if (!dom.querySelector('[data-pm-slice]')) return read(blocksOfHtml(dom));
      // From an editor of ours: as it was there, by the same schema.
      told = [...dom.querySelectorAll('img')].map(({ alt }) => leftOut('picture', alt));
      const slice = own.parseSlice(dom, options);
      const lost =
        dom.querySelectorAll('figure[data-image], figure[data-gallery]').length - picturesOf(slice);
      for (let at = 0; at < lost; at += 1) told.push(leftOut('picture', ''));
      return slice;
    }
  }
  const tell = (data: DataTransfer | null) => {
    const files = [...(data?.files ?? [])].filter(({ type }) => !pictures || !type.startsWith('image/'));
    // A picture that is copied from a page comes twice: as its element, and as a file.
    const lost = told.some(({ what }) => what === 'picture')
      ? []
      : files.map(({ name }) => leftOut('picture', name));
    const all = [...told, ...lost].slice(0, mostLeftOut);
    told = [];
    if (all.length > 0) onPaste?.(all);
  };
  return new Plugin({
    props: {
      transformPastedHTML: withReadStyles,
      clipboardParser: new ClipboardParser(schema, own.rules),
      clipboardTextParser: (text) => read(blocksOfText(text)),
      transformPasted: (slice, view) =>
        isOneLine(view.state.selection.$from.parent) ? inlineOnly(slice) : slice,
      // Where nothing of a paste is left, what is selected stays.
      handlePaste: (view, event, slice) => {
        // Word and spreadsheets put a picture of the text beside the text: that is not meant.
        const files = slice.size === 0 && pictures && view.editable ? filesIn(event.clipboardData) : [];
        if (files.length > 0) told = told.filter(({ what }) => what !== 'picture');
        tell(event.clipboardData);
        if (pictures && files.length > 0) void addPictures(view, pictures, files);
        return slice.size === 0;
      },
      // A browser that is left alone with a file opens it in place of the editor.
      handleDrop: (view, event, slice, isMoved) => {
        const files = isMoved || !pictures || !view.editable ? [] : filesIn(event.dataTransfer);
        if (pictures && files.length > 0) {
          cursorTo(view, event);
          void addPictures(view, pictures, files);
          return true;
        }
        tell(event.dataTransfer);
        return slice.size === 0;
      },
    },
  });
}

function picturesOf({ content }: Slice): number {
  let found = 0;
  content.descendants(({ type }) => {
    if (type === schema.nodes.image || type === schema.nodes.gallery) found += 1;
  });
  return found;
}

const isElement = (node: Node): node is Element => node.nodeType === 1;

const isOneLine = ({ type }: DocNode) => type === schema.nodes.cell || type === schema.nodes.headCell;

/** Blocks as a piece to insert: the first and the last join the text that they are pasted into. */
function sliceOf(nodes: DocNode[]): Slice {
  const isProse = (node: DocNode | undefined) => (node?.type === schema.nodes.paragraph ? 1 : 0);
  return new Slice(Fragment.from(nodes), isProse(nodes[0]), isProse(nodes.at(-1)));
}

/** In a cell of a table there are lines, no blocks. */
function inlineOnly(slice: Slice): Slice {
  const lines: Fragment[] = [];
  const add = (node: DocNode) => {
    if (node.isTextblock) lines.push(node.content);
    else if (!node.isInline) for (const child of node.children) add(child);
  };
  const isInline = slice.content.firstChild?.isInline;
  if (isInline) return slice;
  slice.content.forEach(add);
  const joined = lines
    .filter((line) => isVisible(line.textBetween(0, line.size, '\n', '\n')))
    .reduce(
      (all, line, at) =>
        at > 0 ? all.append(Fragment.from(schema.nodes.lineBreak.create())).append(line) : line,
      Fragment.empty,
    );
  return new Slice(joined, 0, 0);
}
