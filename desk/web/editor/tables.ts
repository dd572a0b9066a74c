import type { Node } from 'prosemirror-model';
import {
  type Command,
  type EditorState,
  Plugin,
  Selection,
  TextSelection,
  type Transaction,
} from 'prosemirror-state';
import { schema } from './schema.ts';
import { setByProgram } from './set-by-program.ts';

const { table, tableHead, tableRow, headCell, cell, paragraph } = schema.nodes;

export const mostColumns = 20;
export const mostRows = 500;

/** The table of the selection: where it begins, its rows of cells with the head first, and the cell of the selection. */
type Inside = { pos: number; rows: Node[][]; row: number; column: number };

export function tableOf({ selection: { $from } }: EditorState): Inside | undefined {
  if ($from.depth < 3 || $from.node(1).type !== table) return undefined;
  const rows = $from.node(1).children.map(({ children }) => [...children]);
  return { pos: $from.before(1), rows, row: $from.index(1), column: $from.index(2) };
}

/** A table of two columns and two rows below its head, behind the block of the selection. */
export const insertTable: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if (tableOf(state)) return false;
  const made = tableOfRows(
    [
      ['', ''],
      ['', ''],
      ['', ''],
    ].map((row) => row.map(() => cell.create())),
  );
  const isEmpty = $from.depth === 1 && $from.parent.type === paragraph && $from.parent.content.size === 0;
  const at = isEmpty ? $from.before(1) : $to.depth === 0 ? $to.pos : $to.after(1);
  if (dispatch) {
    const tr = state.tr.replaceWith(at, isEmpty ? $from.after(1) : at, made);
    dispatch(selectCell(tr, at, 0, 0));
  }
  return true;
};

const changing =
  (change: (inside: Inside) => Omit<Inside, 'pos'> | undefined): Command =>
  (state, dispatch) => {
    const inside = tableOf(state);
    const after = inside && change(inside);
    if (!inside || !after) return false;
    if (dispatch) {
      const end = inside.pos + (state.doc.nodeAt(inside.pos)?.nodeSize ?? 0);
      const tr = state.tr.replaceWith(inside.pos, end, tableOfRows(after.rows));
      dispatch(selectCell(tr, inside.pos, after.row, after.column));
    }
    return true;
  };

export const addRow = changing(({ rows, row, column }) => {
  if (rows.length > mostRows) return undefined;
  const empty = (rows[0] ?? []).map(() => cell.create());
  return { rows: rows.toSpliced(row + 1, 0, empty), row: row + 1, column };
});

/** The head stays. */
export const removeRow = changing(({ rows, row, column }) =>
  row === 0 ? undefined : { rows: rows.toSpliced(row, 1), row: Math.min(row, rows.length - 2), column },
);

export const addColumn = changing(({ rows, row, column }) =>
  rows.some(({ length }) => length >= mostColumns)
    ? undefined
    : { rows: rows.map((cells) => cells.toSpliced(column + 1, 0, cell.create())), row, column: column + 1 },
);

export const removeColumn = changing(({ rows, row, column }) =>
  rows.some(({ length }) => length < 2)
    ? undefined
    : { rows: rows.map((cells) => cells.toSpliced(column, 1)), row, column: Math.max(0, column - 1) },
);

export const removeTable: Command = (state, dispatch) => {
  const inside = tableOf(state);
  if (!inside) return false;
  const { pos } = inside;
  const end = pos + (state.doc.nodeAt(pos)?.nodeSize ?? 0);
  if (dispatch) {
    const tr = state.tr.replaceWith(pos, end, paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, pos + 1)).scrollIntoView());
  }
  return true;
};

/** The cell before or behind; behind the last one is a new row. */
export const toCell =
  (by: -1 | 1): Command =>
  (state, dispatch) => {
    const inside = tableOf(state);
    if (!inside) return false;
    const { pos, rows, row, column } = inside;
    const places = rows.flatMap((cells, at) => cells.map((_, nth) => ({ row: at, column: nth })));
    const here = places.findIndex((place) => place.row === row && place.column === column);
    const next = places[here + by];
    if (!next && by > 0) {
      return changing((last) => ({
        rows: [...last.rows, (last.rows[0] ?? []).map(() => cell.create())],
        row: last.rows.length,
        column: 0,
      }))(state, dispatch);
    }
    if (!next) return false;
    dispatch?.(selectCell(state.tr, pos, next.row, next.column));
    return true;
  };

const tableOfRows = ([head = [], ...rows]: Node[][]) =>
  table.create(null, [
    tableHead.create(
      null,
      head.map(({ content }) => headCell.create(null, content)),
    ),
    ...rows.map((cells) =>
      tableRow.create(
        null,
        cells.map(({ content }) => cell.create(null, content)),
      ),
    ),
  ]);

function selectCell(tr: Transaction, pos: number, row: number, column: number) {
  const rows = tr.doc.nodeAt(pos)?.children ?? [];
  const before = rows.slice(0, row).reduce((sum, { nodeSize }) => sum + nodeSize, 0);
  const cells = rows[row]?.children ?? [];
  const inRow = cells.slice(0, column).reduce((sum, { nodeSize }) => sum + nodeSize, 0);
  // A row that came without cells has no such place: the cursor goes to the nearest.
  const place = tr.doc.resolve(pos + 1 + before + 1 + inRow + (cells.length > column ? 1 : 0));
  return tr.setSelection(Selection.near(place)).scrollIntoView();
}

/**
 * A table that somebody changes has as many cells in each row as in its widest: what was selected over several cells and
 * deleted takes cells with it. One that came uneven and is left alone stays as it is; lint says so.
 */
export const evenTables = new Plugin({
  appendTransaction: (transactions, before, { doc, tr }) => {
    if (!transactions.some((one) => one.docChanged && !one.getMeta(setByProgram))) return undefined;
    const old = new Set(before.doc.children);
    doc.forEach((node, offset) => {
      if (node.type !== table || old.has(node)) return;
      const widest = Math.min(mostColumns, Math.max(...node.children.map(({ childCount }) => childCount)));
      node.forEach((row, inTable) => {
        const missing = widest - row.childCount;
        if (missing <= 0) return;
        const type = row.type === tableHead ? headCell : cell;
        const end = offset + 1 + inTable + row.nodeSize - 1;
        tr.insert(
          tr.mapping.map(end),
          Array.from({ length: missing }, () => type.create()),
        );
      });
    });
    return tr.docChanged ? tr : undefined;
  },
});
