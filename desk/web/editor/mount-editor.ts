import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { history } from 'prosemirror-history';
import { DOMSerializer } from 'prosemirror-model';
import { EditorState, Plugin } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Block } from '../../../shared/articles/body.ts';
import { lengthOfBody } from '../../../shared/articles/words.ts';
import { digits } from '../../../shared/bangla/digits.ts';
import { blocksOfDoc, docOfBlocks } from './body-and-doc.ts';
import { bySound, switchBySound } from './by-sound.ts';
import { type CommandName, commands } from './commands.ts';
import { hearOfPictures } from './copied-pictures.ts';
import { askForLink, showHelp } from './dialogs.ts';
import { shapesBySigns } from './input-rules.ts';
import { keysOf, type Opener } from './keys.ts';
import { lintAsYouType } from './lint-as-you-type.ts';
import { linkPlace, removeLink, setLink } from './marks.ts';
import { nodeViews } from './node-views.ts';
import { offers } from './offers.ts';
import { type OnPaste, paste } from './paste.ts';
import { addPictures, type Pictures } from './pictures.ts';
import { replaceBody } from './replace-body.ts';
import { schema } from './schema.ts';
import { setByProgram } from './set-by-program.ts';
import { evenTables } from './tables.ts';
import { toolbar } from './toolbar.ts';
import type { EditorWords } from './words.ts';

export type EditorOptions = {
  blocks: readonly Block[];
  /** After each change that somebody made, with the body as the API would store it. */
  onChange: (blocks: Block[]) => void;
  /** What of a paste or a drop is not in the text as it was. */
  onPaste?: OnPaste;
  readOnly?: boolean;
  /** Without them pictures are shown by their words, and none can be put in. */
  pictures?: Pictures;
  words: EditorWords;
  /** The time, as an ISO string: dates without a year are read as near to it. */
  now?: () => string;
};

export type Editor = {
  /** The body as it is now, in NFC, as the API would store it. */
  blocks: () => Block[];
  /**
   * Shows another body where it differs: what was typed before can still be undone, and the cursor stays. Not while a word
   * is being composed, which it would tear.
   */
  setBlocks: (blocks: readonly Block[]) => void;
  setReadOnly: (isReadOnly: boolean) => void;
  focus: () => void;
  destroy: () => void;
  /** Each does its work and says whether there was any. */
  commands: Record<CommandName, () => boolean>;
};

/** What lies over the text at the edges of the window, in pixels. */
const covered = { top: 90, right: 5, bottom: 110, left: 5 };

/** An editor of a body, in an element that is empty. */
export function mountEditor(element: HTMLElement, options: EditorOptions): Editor {
  const { blocks, onChange, onPaste, pictures, words, now = () => new Date().toISOString() } = options;
  let isReadOnly = options.readOnly ?? false;
  hearOfPictures();
  const part = (name: string) => {
    const made = element.appendChild(document.createElement('div'));
    made.className = `editor-${name}`;
    return made;
  };
  const [tools, asked, text] = [part('tools'), part('offers'), part('text')];
  const [foot, findings] = [part('length'), part('findings')];
  asked.setAttribute('role', 'status');

  const open = (what: Opener) => {
    if (what === 'toolbar') bar.focus();
    else if (what === 'help') showHelp(element, words, () => view.focus());
    else if (what === 'link') openLink();
    else if (what === 'bySound') void openBySound();
    else if (what === 'picture' && pictures && !isReadOnly) void addPictures(view, pictures, []);
    return true;
  };
  const openBySound = async () => {
    if (isReadOnly) return;
    try {
      await switchBySound(view);
    } catch {
      asked.replaceChildren(words.bySoundFailed);
    }
    view.focus();
  };
  const openLink = () => {
    const at = linkPlace(view.state);
    if (!at || isReadOnly) return;
    askForLink(element, { ...words.link, title: words.commands.link }, at.href, {
      save: (href) => setLink(href, at)(view.state, view.dispatch),
      remove: () => removeLink(view.state, view.dispatch),
      close: () => view.focus(),
    });
  };

  const whole = new Plugin({
    view: () => ({
      update: (_, before) => {
        if (before.doc !== view.state.doc) count();
        bar.update();
      },
    }),
  });
  const view: EditorView = new EditorView(text, {
    state: EditorState.create({
      doc: docOfBlocks(blocks),
      plugins: [
        history({ newGroupDelay: 500 }),
        shapesBySigns,
        bySound(),
        keysOf(open),
        paste(onPaste, pictures),
        offers(asked, words.offer),
        evenTables,
        gapCursor(),
        dropCursor({ class: 'drop-cursor', color: false }),
        lintAsYouType(findings, words, now),
        whole,
      ],
    }),
    nodeViews: nodeViews(words, pictures),
    // The tools above and the bar below lie over the text: the caret stays between them.
    scrollThreshold: covered,
    scrollMargin: covered,
    editable: () => !isReadOnly,
    attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': words.body, lang: 'bn' },
    dispatchTransaction: (tr) => {
      const { state, transactions } = view.state.applyTransaction(tr);
      view.updateState(state);
      const isTyped = transactions.some((one) => one.docChanged && !one.getMeta(setByProgram));
      if (isTyped) onChange(blocksOfDoc(state.doc));
    },
  });
  const count = () => {
    const { words: many, readingMinutes } = lengthOfBody(blocksOfDoc(view.state.doc));
    foot.textContent = words.length(digits(many), digits(readingMinutes));
  };
  const bar = toolbar(tools, words, view, open, pictures !== undefined);
  bar.update();
  count();

  return {
    blocks: () => blocksOfDoc(view.state.doc),
    setBlocks: (body) => {
      const tr = replaceBody(view.state.tr, docOfBlocks(body));
      if (tr.docChanged) view.dispatch(tr.setMeta(setByProgram, true).setMeta('addToHistory', false));
    },
    setReadOnly: (wanted) => {
      isReadOnly = wanted;
      view.setProps({});
      for (const field of text.querySelectorAll('input')) field.readOnly = wanted;
      bar.update();
    },
    focus: () => view.focus(),
    destroy: () => {
      view.destroy();
      element.replaceChildren();
    },
    commands: Object.fromEntries(
      Object.entries(commands).map(([name, command]) => [
        name,
        () => !isReadOnly && command(view.state, view.dispatch, view),
      ]),
    ) as Editor['commands'],
  };
}

/** Blocks as they are on the clipboard when they are copied in the editor: pasted there, they are the same again. */
export function htmlOf(blocks: readonly Block[]): string {
  const around = document.createElement('div');
  around.append(DOMSerializer.fromSchema(schema).serializeFragment(docOfBlocks(blocks).content));
  return around.innerHTML;
}
