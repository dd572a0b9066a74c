import { Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';

/** What makes Bengali of a word; with none, what is typed is left as it is. */
type Converter = (typed: string) => string;
type Run = { from: number; to: number };
/** `run` is the word that is being typed; `ended` is one that the last transaction left behind. */
type State = { convert?: Converter; run?: Run; ended?: Run };
type Told = { convert: Converter | undefined } | { run: Run } | 'ended' | 'converted';

const key = new PluginKey<State>('by sound');

/** Letters, digits, and the signs by which Avro tells sounds apart. */
const ofAWord = /^[A-Za-z0-9`^:.,$]+$/;
/** Longer is no word, and takes the rules too long. */
const longest = 60;

/**
 * Makes Bengali of a word that is typed by its sound, once it is left: by a space, a key, a click, or the end of the visit.
 * Until then it stands as it was typed, with what becomes of it beside it; undo gives it back. Only what is typed while this
 * is on is ever changed.
 */
export const bySound = () =>
  new Plugin<State>({
    key,
    state: {
      init: () => ({}),
      apply: (tr, before): State => {
        const told: Told | undefined = tr.getMeta(key);
        if (typeof told === 'object' && 'convert' in told)
          return { ...(told.convert && { convert: told.convert }), ...ended(before, tr) };
        const { convert } = before;
        if (!convert) return before;
        if (typeof told === 'object') return { convert, run: told.run };
        if (told === 'converted' || !before.run) return { convert };
        const run = mapped(before.run, tr);
        const isLeft = told === 'ended' || !tr.selection.empty || tr.selection.head !== run.to;
        if (run.from >= run.to) return { convert };
        return isLeft ? { convert, ended: run } : { convert, run };
      },
    },
    appendTransaction: (_all, old, state) => {
      const { ended: run } = key.getState(state) ?? {};
      const convert = key.getState(old)?.convert;
      if (!run || !convert) return undefined;
      const typed = state.doc.textBetween(run.from, run.to);
      const tr = state.tr.setMeta(key, 'converted' satisfies Told);
      const made = ofAWord.test(typed) && typed.length <= longest ? convert(typed) : typed;
      return made === typed || made === '' ? tr : tr.insertText(made, run.from, run.to);
    },
    props: {
      handleTextInput: (view, from, to, text) => {
        const { convert, run } = key.getState(view.state) ?? {};
        if (!convert || view.composing || !ofAWord.test(text)) return false;
        const begun = run && run.to === from ? run.from : from;
        const tr = view.state.tr.insertText(text, from, to);
        view.dispatch(tr.setMeta(key, { run: { from: begun, to: from + text.length } } satisfies Told));
        return true;
      },
      // What is saved by a key has no half of a word.
      handleKeyDown: (view, event) => {
        if (event.ctrlKey || event.metaKey) leave(view);
        return false;
      },
      handleDOMEvents: { blur: (view) => leave(view), compositionstart: (view) => leave(view) },
      decorations: (state) => {
        const { run, convert } = key.getState(state) ?? {};
        if (!run || !convert || run.to - run.from > longest) return undefined;
        const typed = state.doc.textBetween(run.from, run.to);
        return DecorationSet.create(state.doc, [
          Decoration.inline(run.from, run.to, { class: 'by-sound' }),
          Decoration.widget(run.to, () => preview(convert(typed)), { side: 1, key: typed }),
        ]);
      },
    },
  });

function preview(made: string) {
  const shown = document.createElement('span');
  shown.className = 'by-sound-made';
  shown.textContent = made;
  return shown;
}

const mapped = ({ from, to }: Run, { mapping }: Transaction): Run => ({
  from: mapping.map(from, 1),
  to: mapping.map(to, -1),
});

const ended = ({ run }: State, tr: Transaction) => (run ? { ended: mapped(run, tr) } : {});

function leave(view: EditorView) {
  if (key.getState(view.state)?.run) view.dispatch(view.state.tr.setMeta(key, 'ended' satisfies Told));
}

export const isBySound = (view: EditorView) => key.getState(view.state)?.convert !== undefined;

/** Switches it on or off. Its rules come with the first time; throws when they cannot be had. */
export async function switchBySound(view: EditorView): Promise<void> {
  const convert = isBySound(view) ? undefined : (await import('./avro.ts')).bengaliBySound;
  if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, { convert } satisfies Told));
}
