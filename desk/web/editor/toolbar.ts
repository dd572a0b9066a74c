import type { EditorView } from 'prosemirror-view';
import { button } from './button.ts';
import { isBySound } from './by-sound.ts';
import { type CommandName, commands } from './commands.ts';
import { has } from './lines.ts';
import { isMarked, linkPlace } from './marks.ts';
import { tableOf } from './tables.ts';
import type { EditorWords } from './words.ts';

type Tool = Exclude<CommandName, 'removeLink'> | Opened;
type Opened = 'link' | 'picture' | 'bySound' | 'help';

const tools: readonly Tool[] = [
  'bold',
  'italic',
  'link',
  'heading2',
  'heading3',
  'list',
  'orderedList',
  'quote',
  'picture',
  'insertTable',
  'addRow',
  'removeRow',
  'addColumn',
  'removeColumn',
  'removeTable',
  'convertBijoy',
  'bySound',
  'moveUp',
  'moveDown',
  'undo',
  'redo',
  'help',
];
const ofTables = new Set<Tool>(['addRow', 'removeRow', 'addColumn', 'removeColumn', 'removeTable']);

/**
 * The buttons over the text: one stop for the Tab key, arrow keys between them. What cannot be done here stays where it
 * is and says so; only a table's buttons come with a table, and that
 * for Bijoy with a selection of it.
 */
export function toolbar(
  place: HTMLElement,
  words: EditorWords,
  view: EditorView,
  open: (what: Opened) => void,
  hasPictures: boolean,
) {
  place.setAttribute('role', 'toolbar');
  place.setAttribute('aria-label', words.toolbar);
  const buttons = new Map(
    tools.map((tool) => {
      const made = button(words.commands[tool], () => {
        if (made.getAttribute('aria-disabled') === 'true') return;
        if (isOpened(tool)) return open(tool);
        commands[tool](view.state, view.dispatch, view);
        view.focus();
      });
      made.dataset.tool = tool;
      made.tabIndex = tool === 'bold' ? 0 : -1;
      return [tool, made];
    }),
  );
  place.append(...buttons.values());

  const shown = () => [...buttons.values()].filter(({ hidden }) => !hidden);
  const focus = (at: number) => {
    const all = shown();
    const next = all.at(at % all.length);
    for (const one of buttons.values()) one.tabIndex = one === next ? 0 : -1;
    next?.focus();
  };
  place.addEventListener('keydown', (event) => {
    const at = shown().indexOf(event.target as HTMLButtonElement);
    const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const next = moves[event.key];
    if (event.key === 'Escape') view.focus();
    else if (next !== undefined) focus(next);
    else return;
    event.preventDefault();
  });

  const update = () => {
    const { state } = view;
    const inTable = tableOf(state) !== undefined;
    for (const [tool, made] of buttons) {
      const isPressed = pressed(tool, view);
      if (isPressed !== undefined) set(made, 'aria-pressed', String(isPressed));
      const canDo =
        tool === 'help' ||
        (view.editable &&
          (tool === 'picture' ||
            tool === 'bySound' ||
            (tool === 'link' ? linkPlace(state) !== undefined : commands[tool](state))));
      set(made, 'aria-disabled', String(!canDo));
      const isHidden =
        (ofTables.has(tool) && !inTable) ||
        (tool === 'picture' && !hasPictures) ||
        (tool === 'convertBijoy' && !canDo);
      if (made.hidden !== isHidden) made.hidden = isHidden;
    }
    if (!shown().some(({ tabIndex }) => tabIndex === 0)) {
      const [first] = shown();
      if (first) first.tabIndex = 0;
    }
  };
  return {
    update,
    focus: () =>
      focus(
        Math.max(
          0,
          shown().findIndex(({ tabIndex }) => tabIndex === 0),
        ),
      ),
  };
}

const isOpened = (tool: Tool): tool is Opened => !Object.hasOwn(commands, tool);

function set(made: HTMLElement, name: string, value: string) {
  if (made.getAttribute(name) !== value) made.setAttribute(name, value);
}

function pressed(tool: Tool, view: EditorView): boolean | undefined {
  const { state } = view;
  switch (tool) {
    case 'bold':
      return isMarked(state, 'strong');
    case 'italic':
      return isMarked(state, 'emphasis');
    case 'link':
      return isMarked(state, 'link');
    case 'heading2':
      return has(state, { kind: 'heading', level: 2 });
    case 'heading3':
      return has(state, { kind: 'heading', level: 3 });
    case 'list':
      return has(state, { kind: 'list', ordered: false });
    case 'orderedList':
      return has(state, { kind: 'list', ordered: true });
    case 'bySound':
      return isBySound(view);
    case 'quote':
      return has(state, { kind: 'quote' });
    default:
      return undefined;
  }
}
