import { Plugin, PluginKey, TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { digits } from '../../../shared/bangla/digits.ts';
import { convertBijoy } from './bijoy-in-place.ts';
import { button } from './button.ts';
import { type FoundPlace, foundIn, mended } from './found-places.ts';
import type { EditorWords } from './words.ts';

const key = new PluginKey<DecorationSet>('lint');

/** How long nobody types before copy is read again, in milliseconds. */
const pause = 400;

/**
 * Reads the body by the house's rules when nobody types: what they find is underlined in the text, and listed below it
 * with what it means and, where it is certain, a button that puts it right. `now` says from when dates without a year are.
 */
export function lintAsYouType(place: HTMLElement, words: EditorWords, now: () => string) {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, before) => tr.getMeta(key) ?? before.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      const waiting = new Waiting(async () => {
        const { lint } = await import('../../../shared/articles/lint/lint.ts');
        if (view.isDestroyed) return;
        // Underlines would be drawn into the word that is being composed.
        if (view.composing) return waiting.again();
        const { doc } = view.state;
        const found = foundIn(doc, lint, now());
        const marks = found.map((one) =>
          Decoration.inline(one.from, one.to, { class: 'finding', title: words.lint[one.rule] }, one),
        );
        view.dispatch(
          view.state.tr.setMeta(key, DecorationSet.create(doc, marks)).setMeta('addToHistory', false),
        );
        list(place, view, words);
      });
      waiting.again();
      return {
        update: (_, before) => {
          if (before.doc === view.state.doc) return;
          waiting.again();
        },
        destroy: () => waiting.end(),
      };
    },
  });
}

/** Runs something once nothing has asked for it for a while, when the browser is idle. */
class Waiting {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #run: () => Promise<void>;

  constructor(run: () => Promise<void>) {
    this.#run = run;
  }

  again() {
    this.end();
    this.#timer = setTimeout(() => {
      const idle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 0));
      // Without a connection there are no rules to read by: the next change asks for them again.
      idle(() => void this.#run().catch(() => undefined), { timeout: 2_000 });
    }, pause);
  }

  end() {
    clearTimeout(this.#timer);
  }
}

/** A finding where it is now, with what was found there. */
type Shown = FoundPlace & { spec: FoundPlace };

/** In the order of the text. */
function foundNow({ state }: EditorView): Shown[] {
  const marks = key.getState(state)?.find() ?? [];
  return marks
    .map(({ from, to, spec }) => ({ ...(spec as FoundPlace), from, to, spec: spec as FoundPlace }))
    .sort((a, b) => a.from - b.from);
}

function list(place: HTMLElement, view: EditorView, words: EditorWords) {
  const found = foundNow(view);
  const title = document.createElement('summary');
  title.textContent = `${words.findings.title} (${digits(found.length)})`;
  const items = document.createElement('ul');
  for (const one of found) items.append(itemOf(one, view, words));
  const isOpen = place.querySelector('details')?.open ?? false;
  const details = document.createElement('details');
  details.open = isOpen;
  details.append(title, items);
  place.replaceChildren(...(found.length > 0 ? [details] : []));
}

function itemOf(one: Shown, view: EditorView, words: EditorWords) {
  const item = document.createElement('li');
  const quote = document.createElement('q');
  quote.textContent = one.excerpt;
  item.append(quote, ` ${words.lint[one.rule]} `);
  /** Where it is by now: somebody may have typed since. */
  const now = () => key.getState(view.state)?.find(undefined, undefined, (spec) => spec === one.spec)[0];
  const show = () => {
    const at = now();
    if (at)
      view.dispatch(
        view.state.tr.setSelection(TextSelection.create(view.state.doc, at.from, at.to)).scrollIntoView(),
      );
    view.focus();
  };
  item.append(button(words.findings.show, show));
  const isCertain = one.rule === 'bijoy' || mended(one.rule, one.excerpt) !== undefined;
  if (view.editable && isCertain)
    item.append(
      button(words.findings.fix, () => {
        const at = now();
        if (at) fix(view, { ...one, from: at.from, to: at.to });
        view.focus();
      }),
    );
  return item;
}

function fix(view: EditorView, { rule, from, to }: FoundPlace) {
  const { tr, doc } = view.state;
  if (rule === 'bijoy') return view.dispatch(convertBijoy(tr, from, to));
  const text = mended(rule, doc.textBetween(from, to, '\n', '\n'));
  if (text !== undefined) view.dispatch(tr.insertText(text, from, to));
  return undefined;
}
