import { toggleMark } from 'prosemirror-commands';
import type { Mark, ResolvedPos } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import { linkTo } from '../../../shared/articles/href.ts';
import { schema } from './schema.ts';

const { strong, emphasis, link } = schema.marks;

export const toggleStrong = toggleMark(strong);
export const toggleEmphasis = toggleMark(emphasis);

/** Whether a mark is on what is selected, or would be on what is typed. */
export function isMarked({ doc, selection, storedMarks }: EditorState, name: 'strong' | 'emphasis' | 'link') {
  const type = schema.marks[name];
  const { from, to, empty, $from } = selection;
  return empty ? type.isInSet(storedMarks ?? $from.marks()) !== undefined : doc.rangeHasMark(from, to, type);
}

/** What a link would be put on: the link at the cursor, or what is selected within one block. */
export type LinkPlace = { from: number; to: number; href: string; text: string };

export function linkPlace({ doc, selection }: EditorState): LinkPlace | undefined {
  const { $from, $to, from, to, empty } = selection;
  if (!$from.parent.inlineContent || !$from.sameParent($to)) return undefined;
  const whole = linkAround($from);
  if (whole && to <= whole.to) return { ...whole, text: doc.textBetween(whole.from, whole.to, '\n') };
  return { from, to, href: '', text: empty ? '' : doc.textBetween(from, to, '\n') };
}

function linkAround($pos: ResolvedPos): { from: number; to: number; href: string } | undefined {
  const marksOf = (at: number) => $pos.parent.maybeChild(at)?.marks ?? [];
  const here = link.isInSet(marksOf($pos.index())) ?? link.isInSet($pos.nodeBefore?.marks ?? []);
  if (!here) return undefined;
  const isSame = (marks: readonly Mark[]) => here.isInSet(marks);
  let [first, last] = [$pos.index(), $pos.index()];
  if (!isSame(marksOf(first))) [first, last] = [first - 1, last - 1];
  while (first > 0 && isSame(marksOf(first - 1))) first -= 1;
  while (isSame(marksOf(last + 1))) last += 1;
  const sizeTo = (end: number) =>
    $pos.parent.children.slice(0, end).reduce((sum, { nodeSize }) => sum + nodeSize, 0);
  return { from: $pos.start() + sizeTo(first), to: $pos.start() + sizeTo(last + 1), href: here.attrs.href };
}

/** Puts a link on a place; with no words there, its address is its words. Refuses what no reader could follow. */
export const setLink =
  (address: string, place?: LinkPlace): Command =>
  (state, dispatch) => {
    const href = linkTo(address);
    const at = place ?? linkPlace(state);
    if (href === undefined || !at) return false;
    if (!dispatch) return true;
    const { tr } = state;
    if (at.from === at.to) tr.insert(at.from, schema.text(address.trim(), state.selection.$from.marks()));
    const to = at.from === at.to ? at.from + address.trim().length : at.to;
    dispatch(tr.removeMark(at.from, to, link).addMark(at.from, to, link.create({ href })).scrollIntoView());
    return true;
  };

export const removeLink: Command = (state, dispatch) => {
  const at = linkPlace(state);
  if (!at || at.href === '') return false;
  dispatch?.(state.tr.removeMark(at.from, at.to, link));
  return true;
};
