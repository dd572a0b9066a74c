import type { RootContent } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { defaultHandlers, type Options, type State, toMarkdown, type Unsafe } from 'mdast-util-to-markdown';

/** A node of a Markdown tree as Markdown. A list has `-` or `1.` before its items, or the `other` markers. */
export const markdownOfNode = (node: RootContent, markers: 'usual' | 'other' = 'usual') =>
  toMarkdown({ type: 'root', children: [node] }, { ...options, ...lists[markers] }).slice(0, -1);

const lists = {
  usual: { bullet: '-', bulletOrdered: '.' },
  other: { bullet: '*', bulletOrdered: ')' },
} as const;

/** Where a character is escaped; `after` looks ahead, so that the next line may begin with the same character. */
const escapes: Unsafe[] = [
  // Less than the library does: `AT&T`, `?a=1&b=2`, `#tag` and `1)` mean nothing.
  {
    character: '&',
    after: '(?=#?\\w{1,31};)',
    inConstruct: ['destinationLiteral', 'destinationRaw', 'phrasing'],
  },
  { character: '#', after: '(?=#{0,5}(?:[ \\t\\n]|$))', atBreak: true },
  { character: ')', before: '\\d+', after: '(?=[ \\t\\n]|$)', atBreak: true },
  // More: a second line of a list, the address in `<1@a.example>`, white space at the ends of a cell.
  { character: '.', before: '\\d+', after: '(?=[ \\t\\n]|$)', atBreak: true },
  { character: '-', after: '(?=[ \\t\\n-])', atBreak: true },
  { character: '+', after: '(?=[ \\t\\n])', atBreak: true },
  { character: '<', after: "(?=[*_]|[\\w.!#$%&'*+/=?^`{|}~-]+@)", inConstruct: 'phrasing' },
  ...[' ', '\t'].flatMap((character): Unsafe[] => [
    { character, before: '\\|', inConstruct: 'tableCell' },
    { character, after: '\\|', inConstruct: 'tableCell' },
  ]),
];

const isReplaced = ({ character, atBreak }: Unsafe) =>
  character === '&' || (atBreak === true && '#)'.includes(character));

const root: typeof defaultHandlers.root = (node, parent, state: State, info) => {
  state.unsafe = [...state.unsafe.filter((pattern) => !isReplaced(pattern)), ...escapes];
  return defaultHandlers.root(node, parent, state, info);
};

const options: Options = {
  incrementListMarker: false,
  extensions: [gfmTableToMarkdown({ tablePipeAlign: false })],
  handlers: { root },
};
