import type { Node } from 'prosemirror-model';
import type { EditorView, NodeView, NodeViewConstructor } from 'prosemirror-view';
import { embedOf, hrefOf, providerName } from '../../../shared/articles/embed-at.ts';
import { longestCite } from './kinds.ts';
import { type Pictures, PicturesView } from './pictures.ts';
import { sideField } from './side-field.ts';
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
  readonly #cite: ReturnType<typeof sideField>;

  constructor(node: Node, view: EditorView, getPos: () => number | undefined, label: string) {
    this.#cite = sideField({
      ...{ label, view, longest: longestCite },
      write: (tr, cite) => {
        const pos = getPos();
        return pos === undefined ? undefined : tr.setNodeAttribute(pos, 'cite', cite);
      },
    });
    this.dom.append(this.#cite.place);
    this.#cite.field.readOnly = !view.editable;
    this.#cite.show(node.attrs.cite);
  }

  update(node: Node) {
    if (node.type.name !== 'quote') return false;
    this.#cite.show(node.attrs.cite);
    return true;
  }

  /** The field's keys and its cursor are its own. */
  stopEvent = (event: Event) => event.target === this.#cite.field;
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
