import type { Node } from 'prosemirror-model';
import type { EditorView, NodeView, NodeViewConstructor } from 'prosemirror-view';
import { embedOf, hrefOf, providerName } from '../../../shared/articles/embed-at.ts';
import { longestCite } from './kinds.ts';
import { type Pictures, PicturesView } from './pictures.ts';
import type { EditorWords } from './words.ts';

/** What has more than its text: a quote with who is quoted, an embed with where it is, pictures. */
export const nodeViews = (
  words: EditorWords,
  pictures: Pictures | undefined,
): Record<string, NodeViewConstructor> => ({
  ...Object.fromEntries(
    ['image', 'gallery'].map((name): [string, NodeViewConstructor] => [
      name,
      (node, view, getPos) => new PicturesView(node, view, getPos, { words: words.picture, pictures }),
    ]),
  ),
  quote: (node, view, getPos) => new QuoteView(node, view, getPos, words.cite),
  embed: (node) => ({ dom: embedCard(node, words.embed) }),
});

class QuoteView implements NodeView {
  dom = document.createElement('blockquote');
  contentDOM = this.dom.appendChild(document.createElement('div'));
  #field = document.createElement('input');

  constructor(node: Node, view: EditorView, getPos: () => number | undefined, label: string) {
    const foot = this.dom.appendChild(document.createElement('label'));
    foot.contentEditable = 'false';
    foot.append(`${label} `, this.#field);
    this.#field.type = 'text';
    this.#field.maxLength = longestCite;
    this.#field.addEventListener('input', (event) => {
      const pos = getPos();
      if (pos === undefined || (event as InputEvent).isComposing) return;
      view.dispatch(view.state.tr.setNodeAttribute(pos, 'cite', this.#field.value));
    });
    this.#field.addEventListener('compositionend', () => {
      const pos = getPos();
      if (pos !== undefined) view.dispatch(view.state.tr.setNodeAttribute(pos, 'cite', this.#field.value));
    });
    this.#show(node, view.editable);
  }

  update(node: Node) {
    if (node.type.name !== 'quote') return false;
    this.#show(node, !this.#field.readOnly);
    return true;
  }

  #show(node: Node, isEditable: boolean) {
    // Whoever types in the field has the cursor where they put it.
    if (this.#field.value !== node.attrs.cite) this.#field.value = node.attrs.cite;
    this.#field.readOnly = !isEditable;
  }

  /** The field's keys and its cursor are its own. */
  stopEvent = (event: Event) => event.target === this.#field;
  ignoreMutation: NonNullable<NodeView['ignoreMutation']> = ({ target }) => !this.contentDOM.contains(target);
}

function embedCard({ attrs: { provider, id } }: Node, label: string) {
  const card = document.createElement('div');
  card.className = 'embed';
  const embed = embedOf(provider, id);
  if (!embed) return card;
  const link = document.createElement('a');
  link.href = hrefOf(embed);
  link.textContent = hrefOf(embed);
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  card.append(`${label}: ${providerName(embed)} `, link);
  return card;
}
