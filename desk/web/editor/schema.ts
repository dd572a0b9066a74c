import { Schema } from 'prosemirror-model';
import { linkTo } from '../../../shared/articles/href.ts';
import { kinds } from './kinds.ts';

/** The document of the editor: exactly the blocks and spans of a body, so that each is the other without a loss. */
export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    ...kinds.paragraph.nodes,
    ...kinds.heading.nodes,
    ...kinds.list.nodes,
    ...kinds.quote.nodes,
    ...kinds.table.nodes,
    ...kinds.embed.nodes,
    ...kinds.image.nodes,
    ...kinds.gallery.nodes,
    text: { group: 'inline' },
    lineBreak: {
      group: 'inline',
      inline: true,
      selectable: false,
      linebreakReplacement: true,
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br'],
      leafText: () => '\n',
    },
  },
  marks: {
    link: {
      attrs: { href: { validate: 'string' } },
      inclusive: false,
      parseDOM: [
        {
          tag: 'a[href]',
          getAttrs: (dom) => {
            const href = linkTo(dom.getAttribute('href') ?? '');
            return href === undefined ? false : { href };
          },
        },
      ],
      toDOM: ({ attrs: { href } }) => ['a', { href, rel: 'noopener' }, 0],
    },
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    emphasis: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  },
});
