import type { Attrs, Node, NodeSpec } from 'prosemirror-model';
import type { Block } from '../../../shared/articles/body.ts';
import { embedOf } from '../../../shared/articles/embed-at.ts';
import { copiedBy, nameOf } from './copied-pictures.ts';
import { acceptable, type Inline, inlineOf, spansOf } from './inline.ts';

/** A node of the editor's document as JSON: what `schema.nodeFromJSON` reads. */
export type NodeJson = { type: string; attrs?: Attrs; content?: (NodeJson | Inline)[] };

/** How a kind of block is edited. Its own node is named as the kind is. */
type Kind<B extends Block> = {
  nodes: Record<B['kind'], NodeSpec> & Record<string, NodeSpec>;
  toNode: (block: B) => NodeJson;
  /** The blocks that a node says: none for one that is empty, several for one that is larger than a block may be. */
  toBlocks: (node: Node) => Block[];
};

const prose: NodeSpec = { content: 'inline*' };
const line = (type: string, spans: Parameters<typeof inlineOf>[0]): NodeJson => ({
  type,
  content: inlineOf(spans),
});
const filled = (node: Node) => node.children.map(spansOf).filter((spans) => spans.length > 0);

export const longestCite = 200;
/** Who is quoted, on one line. */
export const citeOf = (written: string) =>
  [...acceptable(written).trim()].slice(0, longestCite).join('').trim();

const mostColumns = 20;
const mostRows = 500;

type Aligned = NonNullable<Extract<Block, { kind: 'table' }>['align']>;

/** A picture or several, as they are: what is told of them is edited beside the text. */
function pictured<K extends 'image' | 'gallery'>(kind: K) {
  const spec: NodeSpec = {
    group: 'block',
    atom: true,
    draggable: true,
    attrs: { block: {} },
    parseDOM: [
      {
        tag: `figure[data-${kind}]`,
        getAttrs: (dom) => {
          const block = copiedBy(dom.getAttribute(`data-${kind}`), kind);
          return block ? { block } : false;
        },
      },
    ],
    toDOM: ({ attrs: { block } }) => ['figure', { [`data-${kind}`]: nameOf(block) }],
  };
  return {
    nodes: { [kind]: spec } as Record<K, NodeSpec>,
    toNode: (block: Extract<Block, { kind: K }>): NodeJson => ({ type: kind, attrs: { block } }),
    toBlocks: ({ attrs }: Node): Block[] => [attrs.block],
  };
}

/** Every kind of block, and how it is edited: a new kind is a new row. */
export const kinds = {
  paragraph: {
    nodes: { paragraph: { ...prose, group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] } },
    toNode: ({ spans }) => line('paragraph', spans),
    toBlocks: (node) => {
      const spans = spansOf(node);
      return spans.length > 0 ? [{ kind: 'paragraph', spans }] : [];
    },
  },
  heading: {
    nodes: {
      heading: {
        ...prose,
        group: 'block',
        defining: true,
        attrs: { level: { default: 2, validate: 'number' } },
        parseDOM: [
          { tag: 'h2', attrs: { level: 2 } },
          { tag: 'h3', attrs: { level: 3 } },
        ],
        toDOM: ({ attrs }) => [`h${attrs.level}`, 0],
      },
    },
    toNode: ({ level, spans }) => ({ ...line('heading', spans), attrs: { level } }),
    toBlocks: (node) => {
      const spans = spansOf(node);
      return spans.length > 0 ? [{ kind: 'heading', level: node.attrs.level === 3 ? 3 : 2, spans }] : [];
    },
  },
  list: {
    nodes: {
      list: {
        content: 'item+',
        group: 'block',
        attrs: { ordered: { default: false, validate: 'boolean' }, start: { default: null } },
        parseDOM: [
          { tag: 'ul', attrs: { ordered: false } },
          { tag: 'ol', getAttrs: (dom) => ({ ordered: true, start: numberOf(dom.getAttribute('start')) }) },
        ],
        toDOM: ({ attrs: { ordered, start } }) =>
          ordered ? ['ol', start === null ? {} : { start: String(start) }, 0] : ['ul', 0],
      },
      item: { ...prose, defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    },
    toNode: ({ ordered, start, items }) => ({
      type: 'list',
      attrs: { ordered, start: start ?? null },
      content: items.map((spans) => line('item', spans)),
    }),
    toBlocks: (node) => {
      const [items, { ordered, start }] = [filled(node), node.attrs];
      return items.length > 0
        ? [{ kind: 'list', ordered: Boolean(ordered), ...(start === null ? {} : { start }), items }]
        : [];
    },
  },
  quote: {
    nodes: {
      quote: {
        content: 'quoteParagraph+',
        group: 'block',
        defining: true,
        attrs: { cite: { default: '', validate: 'string' } },
        parseDOM: [
          {
            tag: 'blockquote',
            getAttrs: (dom) => ({ cite: citeOf(dom.getAttribute('data-cite') ?? '') }),
          },
        ],
        toDOM: ({ attrs: { cite } }) => ['blockquote', cite === '' ? {} : { 'data-cite': cite }, 0],
      },
      quoteParagraph: {
        ...prose,
        parseDOM: [{ tag: 'p', context: 'quote/', priority: 60 }],
        toDOM: () => ['p', 0],
      },
    },
    toNode: ({ paragraphs, cite = '' }) => ({
      type: 'quote',
      attrs: { cite },
      content: paragraphs.map((spans) => line('quoteParagraph', spans)),
    }),
    toBlocks: (node) => {
      const paragraphs = filled(node);
      const cite = citeOf(node.attrs.cite);
      return paragraphs.length > 0 ? [{ kind: 'quote', paragraphs, ...(cite === '' ? {} : { cite }) }] : [];
    },
  },
  table: {
    nodes: {
      table: {
        content: 'tableHead tableRow*',
        group: 'block',
        isolating: true,
        allowGapCursor: false,
        attrs: { align: { default: null } },
        parseDOM: [{ tag: 'table' }],
        toDOM: () => ['table', ['tbody', 0]],
      },
      tableHead: {
        content: 'headCell+',
        allowGapCursor: false,
        parseDOM: [{ tag: 'tr.head', priority: 60 }],
        toDOM: () => ['tr', { class: 'head' }, 0],
      },
      // Between two cells there is no place to type in: a letter there would be a column.
      tableRow: {
        content: 'cell*',
        allowGapCursor: false,
        parseDOM: [{ tag: 'tr' }],
        toDOM: () => ['tr', 0],
      },
      headCell: {
        ...prose,
        isolating: true,
        parseDOM: [{ tag: 'th' }],
        toDOM: () => ['th', { scope: 'col' }, 0],
      },
      cell: { ...prose, isolating: true, parseDOM: [{ tag: 'td' }], toDOM: () => ['td', 0] },
    },
    toNode: ({ head, rows, align }) => ({
      type: 'table',
      attrs: { align: align ?? null },
      content: [
        { type: 'tableHead', content: head.map((spans) => line('headCell', spans)) },
        ...rows.map((row) => ({ type: 'tableRow', content: row.map((spans) => line('cell', spans)) })),
      ],
    }),
    toBlocks: (node) => {
      const [head = [], ...rows] = node.children.map((row) => row.children.map(spansOf));
      const { align } = node.attrs as { align: Aligned | null };
      const widest = Math.max(head.length, ...rows.map((row) => row.length));
      return stepsTo(widest, mostColumns).flatMap((column) =>
        stepsTo(rows.length, mostRows).map((row) => ({
          kind: 'table' as const,
          // What is right of the head is under words that say nothing.
          head: orEmpty(head.slice(column, column + mostColumns)),
          rows: rows.slice(row, row + mostRows).map((cells) => cells.slice(column, column + mostColumns)),
          ...(align ? { align: align.slice(column, column + mostColumns) } : {}),
        })),
      );
    },
  },
  embed: {
    nodes: {
      embed: {
        group: 'block',
        atom: true,
        draggable: true,
        attrs: { provider: { validate: 'string' }, id: { validate: 'string' } },
        parseDOM: [
          {
            tag: 'div[data-embed]',
            getAttrs: (dom) => {
              const { embed: provider = '', id = '' } = dom.dataset;
              return embedOf(provider, id) ? { provider, id } : false;
            },
          },
        ],
        toDOM: ({ attrs: { provider, id } }) => ['div', { 'data-embed': provider, 'data-id': id }],
      },
    },
    toNode: ({ provider, id }) => ({ type: 'embed', attrs: { provider, id } }),
    toBlocks: ({ attrs: { provider, id } }) => [embedOf(provider, id)].filter((embed) => embed !== undefined),
  },
  image: pictured('image'),
  gallery: pictured('gallery'),
} satisfies { [K in Block['kind']]: Kind<Extract<Block, { kind: K }>> };

export const isKind = (name: string): name is Block['kind'] => Object.hasOwn(kinds, name);

/** The multiples of `size` below `length`, at least 0. */
const stepsTo = (length: number, size: number) =>
  Array.from({ length: Math.max(1, Math.ceil(length / size)) }, (_, at) => at * size);

const orEmpty = <Cell>(cells: Cell[][]) => (cells.length > 0 ? cells : [[]]);

/** The number of a list's first item; none for what no list may begin with. */
function numberOf(written: string | null): number | null {
  const start = /^\d{1,3}$/.test(written ?? '') ? Number(written) : 1;
  return start === 1 ? null : start;
}
