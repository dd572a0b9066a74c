import type { Emphasis, Nodes, RootContent, Strong } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import {
  defaultHandlers,
  type Handle,
  type Options,
  type State,
  toMarkdown,
  type Unsafe,
} from 'mdast-util-to-markdown';
import { dialCode, quotedMarks, starSigns } from './as-commonmark.ts';
import { bullets, innerBullets } from './bullets.ts';
import { embedAt } from './embed-at.ts';

/** A node of a Markdown tree as Markdown. A list has `-` or `1.` before its items, or the `other` markers. */
export function markdownOfNode(node: RootContent, markers: 'usual' | 'other' = 'usual') {
  const written = (more: Options) =>
    withLetters(
      toMarkdown({ type: 'root', children: [node] }, { ...options, ...lists[markers], ...more }).slice(0, -1),
    );
  const markdown = written({});
  const hasSigns = [starSigns, dialCode, markedAddress, quotedMarks].some((signs) => signs.test(markdown));
  return hasSigns ? written(asHtml) : markdown;
}

/** An address with a mark in it or right after it. */
const markedAddress = /https?:\/\/[^\s<>"'\]]{0,2000}(?<!\\)[*_]/;

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
  ...[...bullets].map((character): Unsafe => ({ character, atBreak: true })),
  ...[...innerBullets].map((character): Unsafe => ({ character, after: '\t', atBreak: true })),
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

/**
 * An embed's address that is text on a line of its own is written so that it is read as text. The library takes an emoji for a letter, so it leaves `_` beside one, which then opens or closes
 * emphasis.
 */
const text: typeof defaultHandlers.text = (node, parent, state, info) => {
  const written = piecesOf(node.value, info)
    .map(({ value, ...beside }) =>
      defaultHandlers.text({ ...node, value }, parent, state, { ...info, ...beside }),
    )
    .join('')
    .replace(/(?<=[\u{10000}-\u{10FFFF}])_+|(?<![\\_])_+(?=[\u{10000}-\u{10FFFF}])/gu, (signs) =>
      signs.replaceAll('_', '\\_'),
    );
  return parent?.type === 'link' ? written : written.replace(/^[ \t]*https?:\S+[ \t]*$/gm, asText);
};

/**
 * A text in pieces, each with what stands beside it: the library's time grows with the square of the signs that it has to
 * escape in one text.
 */
function piecesOf(text: string, { before, after }: { before: string; after: string }) {
  const whole = before + text + after;
  const end = before.length + text.length;
  const pieces: { value: string; before: string; after: string }[] = [];
  for (let from = before.length; from < end || pieces.length === 0; ) {
    const isCut = from + 1_000 < end;
    const to = isCut ? from + 1_000 + (/[\uDC00-\uDFFF]/.test(whole.charAt(from + 1_000)) ? 1 : 0) : end;
    pieces.push({
      value: whole.slice(from, to),
      before: from === before.length ? before : whole.slice(Math.max(0, from - beside), from),
      after: isCut ? whole.slice(to, to + beside) : after,
    });
    from = to;
  }
  return pieces;
}

/** What any sign is escaped for stands within so many characters of it. */
const beside = 64;

/** A heading is one line: the library would underline one with a line end in it. */
const heading: typeof defaultHandlers.heading = (node, parent, state, info) =>
  defaultHandlers.heading(onOneLine(node), parent, state, info);

const onOneLine = <N extends Nodes>(node: N): N =>
  'children' in node
    ? { ...node, children: node.children.map(onOneLine) }
    : { ...node, ...('value' in node ? { value: node.value.replaceAll('\n', ' ') } : {}) };

const asText = (line: string) => (embedAt(line.trim()) ? line.replace(':', '&#x3A;') : line);

const options: Options = {
  extensions: [gfmTableToMarkdown({ tablePipeAlign: false })],
  handlers: { root, text, heading },
};

const element =
  (name: string): Handle =>
  (node: Emphasis | Strong, _parent, state, info) =>
    `<${name}>${state.containerPhrasing(node, { ...info, before: '>', after: '<' })}</${name}>`;

/** Marks as elements of HTML, which are read as the same marks. */
const asHtml: Options = {
  handlers: { ...options.handlers, emphasis: element('i'), strong: element('b') },
};
