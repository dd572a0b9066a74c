import { Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { embedAt } from '../../../shared/articles/embed-at.ts';
import { bijoy } from '../../../shared/articles/lint/bijoy.ts';
import { convertBijoy } from './bijoy-in-place.ts';
import { nodeOf } from './body-and-doc.ts';
import { button } from './button.ts';
import { schema } from './schema.ts';
import type { EditorWords } from './words.ts';

/** What was pasted might be meant otherwise: an address alone on its line, text of Bijoy. It is asked, never done. */
type Offer = { from: number; to: number; what: 'embed' | 'bijoy' };

const key = new PluginKey<Offer | undefined>('offers');

export const offers = (place: HTMLElement, words: EditorWords['offer']) =>
  new Plugin<Offer | undefined>({
    key,
    state: {
      init: () => undefined,
      apply: (tr, before) => {
        if (tr.getMeta(key) === 'settled') return undefined;
        if (tr.getMeta('paste') === true || tr.getMeta('uiEvent') === 'drop') return offerOf(tr);
        if (!before || !tr.docChanged) return before;
        const [from, to] = [tr.mapping.map(before.from, 1), tr.mapping.map(before.to, -1)];
        return from < to ? { ...before, from, to } : undefined;
      },
    },
    view: () => {
      let shown: Offer['what'] | undefined;
      return {
        update: (view) => {
          const offer = view.editable ? key.getState(view.state) : undefined;
          if (offer?.what === shown) return;
          shown = offer?.what;
          place.replaceChildren(...(offer ? partsOf(offer.what, view, words) : []));
        },
        destroy: () => place.replaceChildren(),
      };
    },
  });

function offerOf(tr: Transaction): Offer | undefined {
  const { from, to } = changedIn(tr);
  if (from >= to) return undefined;
  const $from = tr.doc.resolve(from);
  const isAlone = $from.depth === 1 && $from.parent.type === schema.nodes.paragraph && to <= $from.end();
  if (isAlone && embedAt($from.parent.textContent.trim()))
    return { from: $from.start(), to: $from.end(), what: 'embed' };
  return bijoy(tr.doc.textBetween(from, to, ' ', ' ')).length > 0 ? { from, to, what: 'bijoy' } : undefined;
}

function changedIn({ mapping, doc }: Transaction) {
  let [from, to] = [doc.content.size, 0];
  mapping.maps.forEach((map, at) => {
    map.forEach((_a, _b, start, end) => {
      const rest = mapping.slice(at + 1);
      from = Math.min(from, rest.map(start, -1));
      to = Math.max(to, rest.map(end, 1));
    });
  });
  return { from, to };
}

function partsOf(what: Offer['what'], view: EditorView, words: EditorWords['offer']): Node[] {
  const says = document.createElement('span');
  says.textContent = words[what];
  const settle = (tr: Transaction) => {
    view.dispatch(tr.setMeta(key, 'settled'));
    view.focus();
  };
  const take = button(what === 'embed' ? words.takeEmbed : words.takeBijoy, () => {
    const offer = key.getState(view.state);
    if (offer) settle(taken(view, offer));
  });
  return [says, take, button(words.leave, () => settle(view.state.tr))];
}

function taken({ state }: EditorView, { from, to, what }: Offer): Transaction {
  if (what === 'bijoy') return convertBijoy(state.tr, from, to);
  const $from = state.doc.resolve(from);
  const embed = embedAt($from.parent.textContent.trim());
  return embed && $from.depth === 1
    ? state.tr.replaceWith($from.before(), $from.after(), nodeOf(embed)).scrollIntoView()
    : state.tr;
}
