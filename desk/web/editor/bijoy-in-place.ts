import type { Command, Transaction } from 'prosemirror-state';
import { bijoy } from '../../../shared/articles/lint/bijoy.ts';
import { unicodeOfBijoy } from '../../../shared/bangla/bijoy.ts';

/** Converts what was typed for the Bijoy font between two places, a run at a time: marks and links stay. */
export function convertBijoy(tr: Transaction, from: number, to: number): Transaction {
  const runs: { from: number; to: number; text: string }[] = [];
  tr.doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isText || !node.text) return;
    const [start, end] = [Math.max(from, pos), Math.min(to, pos + node.nodeSize)];
    runs.push({ from: start, to: end, text: node.text.slice(start - pos, end - pos) });
  });
  for (const run of runs.toReversed()) {
    const text = unicodeOfBijoy(run.text);
    if (text !== run.text && text !== '') tr.insertText(text, run.from, run.to);
  }
  return tr;
}

/** Converts the selection, if it looks like Bijoy. */
export const convertSelection: Command = ({ doc, selection: { from, to }, tr }, dispatch) => {
  if (bijoy(doc.textBetween(from, to, ' ', ' ')).length === 0) return false;
  dispatch?.(convertBijoy(tr, from, to).scrollIntoView());
  return true;
};
