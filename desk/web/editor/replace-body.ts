import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { startsOf } from './lines.ts';

/** Makes one document of another by changing what differs alone: a cursor and an undo elsewhere stay as they are. */
export function replaceBody(tr: Transaction, wanted: Node): Transaction {
  const { doc } = tr;
  const before = doc.children;
  const after = withEmptyLines(before, wanted.children);
  let [first, last] = [0, 0];
  const least = Math.min(before.length, after.length);
  while (first < least && before[first]?.eq(after[first] as Node)) first += 1;
  while (last < least - first && before.at(-1 - last)?.eq(after.at(-1 - last) as Node)) last += 1;
  const starts = startsOf(doc);
  const [old, made] = [before.slice(first, before.length - last), after.slice(first, after.length - last)];
  if (old.length === made.length) {
    for (const [at, node] of [...old.entries()].reverse())
      replaceNode(tr, starts[first + at] ?? 0, node, made[at]);
    return tr;
  }
  return tr.replaceWith(starts[first] ?? 0, starts[before.length - last] ?? doc.content.size, made);
}

const isEmptyLine = (node: Node) => node.isTextblock && node.content.size === 0;

/** A line that somebody has just begun is no block yet: it stays behind what it stands behind. */
function withEmptyLines(before: readonly Node[], wanted: readonly Node[]): Node[] {
  const after = [...wanted];
  if (before.every(isEmptyLine) || wanted.every(isEmptyLine)) return after;
  before.forEach((node, at) => {
    if (!isEmptyLine(node)) return;
    const previous = before[at - 1];
    const behind = previous ? after.findIndex((one) => one.eq(previous)) : -1;
    after.splice(previous && behind < 0 ? at : behind + 1, 0, node);
  });
  return after;
}

function replaceNode(tr: Transaction, at: number, before: Node, after: Node | undefined) {
  if (!after || before.eq(after)) return;
  if (!before.sameMarkup(after)) {
    tr.replaceWith(at, at + before.nodeSize, after);
    return;
  }
  const start = before.content.findDiffStart(after.content);
  const end = before.content.findDiffEnd(after.content);
  if (start === null || end === null) return;
  const overlap = start - Math.min(end.a, end.b);
  const [a, b] = overlap > 0 ? [end.a + overlap, end.b + overlap] : [end.a, end.b];
  tr.replace(at + 1 + start, at + 1 + a, after.slice(start, b));
}
