import { undoInputRule } from 'prosemirror-inputrules';
import { type Command, Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { type CommandName, commands, writing } from './commands.ts';

/** What else a key opens. */
export type Opener = 'link' | 'picture' | 'bySound' | 'help' | 'toolbar';

type Key = { code: string; mod?: boolean; alt?: boolean; shift?: boolean; does: CommandName | Opener };

/**
 * Keys by their place on the keyboard (`KeyboardEvent.code`): with a Bengali layout `key` is a Bengali letter. `mod` is
 * Ctrl, on a Mac ⌘.
 */
export const keys: readonly Key[] = [
  { code: 'KeyB', mod: true, does: 'bold' },
  { code: 'KeyI', mod: true, does: 'italic' },
  { code: 'KeyK', mod: true, does: 'link' },
  { code: 'KeyP', mod: true, alt: true, does: 'picture' },
  { code: 'Digit2', mod: true, alt: true, does: 'heading2' },
  { code: 'Digit3', mod: true, alt: true, does: 'heading3' },
  { code: 'Digit7', mod: true, shift: true, does: 'orderedList' },
  { code: 'Digit8', mod: true, shift: true, does: 'list' },
  { code: 'Digit9', mod: true, shift: true, does: 'quote' },
  { code: 'KeyZ', mod: true, does: 'undo' },
  { code: 'KeyZ', mod: true, shift: true, does: 'redo' },
  { code: 'KeyY', mod: true, does: 'redo' },
  { code: 'ArrowUp', alt: true, does: 'moveUp' },
  { code: 'ArrowDown', alt: true, does: 'moveDown' },
  { code: 'KeyM', mod: true, does: 'bySound' },
  { code: 'F10', alt: true, does: 'toolbar' },
  { code: 'Slash', mod: true, does: 'help' },
];

const ofWriting: Record<string, Command | undefined> = {
  Enter: writing.enter,
  'Shift+Enter': writing.breakLine,
  Backspace: (state, dispatch, view) =>
    undoInputRule(state, dispatch) || writing.backspace(state, dispatch, view),
  Delete: writing.delete,
  Tab: writing.nextCell,
  'Shift+Tab': writing.previousCell,
};

const isMac = () => /Mac|iP(hone|[oa]d)/.test(navigator.platform);

/** Keys of a body. While an input method composes, every key is its own. */
export const keysOf = (open: (what: Opener) => boolean) =>
  new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if (view.composing || event.isComposing || event.keyCode === 229) return false;
        const key = keys.find((one) => isPressed(one, event));
        if (key) return runKey(key.does, view, open);
        if (event.ctrlKey || event.metaKey || event.altKey) return false;
        // Phones send these with a name and no place.
        const name = event.code === 'NumpadEnter' ? 'Enter' : event.key;
        const command = ofWriting[event.shiftKey ? `Shift+${name}` : name];
        return command?.(view.state, view.dispatch, view) ?? false;
      },
    },
  });

function isPressed({ code, mod = false, alt = false, shift = false }: Key, event: KeyboardEvent) {
  // AltGr types letters of many layouts and is Ctrl with Alt.
  if (event.getModifierState?.('AltGraph')) return false;
  const [isMod, isOther] = isMac() ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  return event.code === code && isMod === mod && !isOther && event.altKey === alt && event.shiftKey === shift;
}

const isCommand = (does: CommandName | Opener): does is CommandName => Object.hasOwn(commands, does);

function runKey(does: CommandName | Opener, view: EditorView, open: (what: Opener) => boolean) {
  if (!isCommand(does)) return open(does);
  commands[does](view.state, view.dispatch, view);
  // A key of ours never does what the browser has on it, though there is nothing for it to do.
  return true;
}
