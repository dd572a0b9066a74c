import type { RootContent } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { defaultHandlers, type Options, type State, toMarkdown, type Unsafe } from 'mdast-util-to-markdown';

/** A node of a Markdown tree as Markdown. A list has `-` or `1.` before its items, or the `other` markers. */
export const markdownOfNode = (node: RootContent, markers: 'usual' | 'other' = 'usual') =>
  withLetters(toMarkdown({ type: 'root', children: [node] }, { ...options, ...lists[markers] }).slice(0, -1));

/**
 * The library writes a letter beside any two marks as a reference, which cuts the য় of a suffix in two. Between
 * letters `***both***` is read as it stands, unless the letter has another mark on its other side.
 */
const withLetters = (markdown: string) =>
  markdown
    .replace(/(?<=[\p{L}\p{M}\p{N}]\*{3})&#x([\dA-F]+);(?![*_])/gu, letterOr)
    .replace(/(?<![\\*_])&#x([\dA-F]+);(?=\*{3}[\p{L}\p{N}])/gu, letterOr);

const letterOr = (reference: string, hex: string) => {
  const character = String.fromCodePoint(Number.parseInt(hex, 16));
  return /[\p{L}\p{M}\p{N}]/u.test(character) ? character : reference;
};

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

/** The library takes an emoji for a letter, so it leaves `_` beside one, which then opens or closes emphasis. */
const text: typeof defaultHandlers.text = (node, parent, state, info) =>
  defaultHandlers
    .text(node, parent, state, info)
    .replace(/(?<=[\u{10000}-\u{10FFFF}])_+|(?<![\\_])_+(?=[\u{10000}-\u{10FFFF}])/gu, (signs) =>
      signs.replaceAll('_', '\\_'),
    );

const options: Options = {
  incrementListMarker: false,
  extensions: [gfmTableToMarkdown({ tablePipeAlign: false })],
  handlers: { root, text },
};
