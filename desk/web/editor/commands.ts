import {
  chainCommands,
  createParagraphNear,
  deleteSelection,
  joinBackward,
  joinForward,
  selectAll,
  selectNodeBackward,
  selectNodeForward,
  splitBlock,
} from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import type { Command } from 'prosemirror-state';
import { convertSelection } from './bijoy-in-place.ts';
import { breakLine, leave, moveBlocks, toggle, unhead } from './lines.ts';
import { removeLink, toggleEmphasis, toggleStrong } from './marks.ts';
import { schema } from './schema.ts';
import {
  addColumn,
  addRow,
  insertTable,
  removeColumn,
  removeRow,
  removeTable,
  tableOf,
  toCell,
} from './tables.ts';

/** What an editor does to a body by a key or a button. */
export const commands = {
  bold: toggleStrong,
  italic: toggleEmphasis,
  removeLink,
  heading2: toggle({ kind: 'heading', level: 2 }),
  heading3: toggle({ kind: 'heading', level: 3 }),
  list: toggle({ kind: 'list', ordered: false }),
  orderedList: toggle({ kind: 'list', ordered: true }),
  quote: toggle({ kind: 'quote' }),
  insertTable,
  addRow,
  removeRow,
  addColumn,
  removeColumn,
  removeTable,
  convertBijoy: convertSelection,
  undo,
  redo,
  moveUp: moveBlocks(-1),
  moveDown: moveBlocks(1),
} satisfies Record<string, Command>;
export type CommandName = keyof typeof commands;

/** What keys of writing do. At every other place a key does what the browser does: nobody deletes Bengali better. */
export const writing = {
  enter: chainCommands(
    (state, dispatch) => (tableOf(state) ? breakLine(state, dispatch) : false),
    leave('empty'),
    createParagraphNear,
    splitBlock,
  ),
  breakLine,
  backspace: chainCommands(deleteSelection, leave('first'), unhead, joinBackward, selectNodeBackward),
  delete: chainCommands(deleteSelection, joinForward, selectNodeForward),
  nextCell: toCell(1),
  previousCell: toCell(-1),
  selectAll,
} satisfies Record<string, Command>;

/** Who is quoted, of the quote at the cursor. */
export const setCite =
  (cite: string): Command =>
  (state, dispatch) => {
    const { $from } = state.selection;
    if ($from.depth < 1 || $from.node(1).type !== schema.nodes.quote) return false;
    dispatch?.(state.tr.setNodeAttribute($from.before(1), 'cite', cite));
    return true;
  };
