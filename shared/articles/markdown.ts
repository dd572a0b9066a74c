import type { Definition, List, ListItem, Nodes, PhrasingContent, TableCell } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { invisibleSigns, placeOf } from '../signs.ts';
import { isVisible } from '../text.ts';
import { type Alteration, excerptOf, mostAlterations } from './alteration.ts';
import { asCommonMark } from './as-commonmark.ts';
import type { Block, Span } from './body.ts';
import { embedAt } from './embed.ts';
import { paragraphEnd, tagIn } from './html-in-copy.ts';
import { linkTo, noLink } from './link-to.ts';

/** A body that was sent as Markdown, and what of it no page can show. */
export type Copy = { blocks: Block[]; alterations: Alteration[] };

/**
 * Reads copy: CommonMark with tables, as people write it. The end of a line is a line break; indented text is no code, a
 * line underneath makes no heading, and signs of code are signs. No word and no number is lost or changed: numbered lines
 * that do not count up are text, inline HTML becomes marks and links, other HTML stays as typed, an image becomes its
 * words, a link that cannot be followed becomes its text. The address of an allowed provider's page, alone on its line,
 * becomes an embed.
 */
export function copyOf(markdown: string): Copy {
  const { markdown: source, lineOf, alterations } = asCommonMark(markdown);
  const tree = fromMarkdown(source, {
    extensions: [gfmTable(), { disable: { null: notMeant } }],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const reading: Reading = { source, lineOf, alterations, links: new Map(), lists: [] };
  for (const node of tree.children) if (node.type === 'definition') reading.links.set(node.identifier, node);
  const blocks = tree.children.flatMap((node) => blocksOf(node, reading));
  return { blocks, alterations: reading.alterations.slice(0, mostAlterations) };
}

export const blocksOfMarkdown = (markdown: string): Block[] => copyOf(markdown).blocks;

/** What CommonMark has and copy has not. HTML is read tag by tag. */
const notMeant = ['codeIndented', 'codeFenced', 'codeText', 'setextUnderline', 'htmlFlow'];

type Reading = {
  source: string;
  lineOf: (line: number) => number;
  alterations: Alteration[];
  /** The links of `[text][name]`, by name. */
  links: Map<string, Definition>;
  /** The lists of HTML that are open, each with the number of its next item if it has one. */
  lists: { next?: number }[];
};

function blocksOf(node: Nodes, reading: Reading): Block[] {
  switch (node.type) {
    case 'paragraph':
      return paragraphsOf(spansOf(node.children, reading), sourceOf(node, reading));
    case 'heading': {
      const spans = inOne(spansOf(node.children, reading));
      return hasText(spans) ? [{ kind: 'heading', level: node.depth <= 2 ? 2 : 3, spans }] : [];
    }
    case 'list':
      return listOf(node, reading);
    case 'blockquote': {
      const paragraphs = node.children.flatMap((child) => linesWithin(child, reading)).filter(hasText);
      return paragraphs.length > 0 ? [{ kind: 'quote', paragraphs }] : [];
    }
    case 'table': {
      const cells = ({ children }: TableCell) => inOne(spansOf(children, reading));
      const [head, ...rows] = node.children.map((row) => row.children.map(cells));
      return head ? [{ kind: 'table', head, rows }] : [];
    }
    default:
      return [];
  }
}

/** A list; as text, when its numbers do not count up, or are years. */
function listOf(node: List, reading: Reading): Block[] {
  const items = node.children.map((item) => ({
    marker: markerOf(item, reading),
    spans: runsWithin(item, reading),
  }));
  const withText = items.filter(({ spans }) => hasText(spans)).map(({ spans }) => spans);
  if (!node.ordered) return withText.length > 0 ? [{ kind: 'list', ordered: false, items: withText }] : [];
  const [{ marker: first = '' } = {}] = items;
  const start = Number.parseInt(first, 10);
  const countsUp = items.every(({ marker }, at) => Number.parseInt(marker, 10) === start + at);
  // A number alone on its line is a number, and so is one that begins with a zero.
  const isList = withText.length === items.length && countsUp && start <= 999 && !/^0\d/.test(first);
  if (isList) return [{ kind: 'list', ordered: true, ...(start === 1 ? {} : { start }), items: withText }];
  const lines = items.map(({ marker, spans }) => marked(marker, spans));
  return [{ kind: 'paragraph', spans: joined(lines, '\n') }];
}

/** `5.` or `-`, as it was typed. */
const markerOf = (item: ListItem, reading: Reading) =>
  /^(?:\d{1,9}[.)]|[-+*])/.exec(sourceOf(item, reading))?.[0] ?? '';

/** An item of a list as a line of text. */
const marked = (marker: string, spans: Span[]) => joined([[{ text: marker }], spans], ' ');

const sourceOf = ({ position }: Nodes, { source }: Reading) =>
  source.slice(position?.start.offset, position?.end.offset);

const hasText = (spans: Span[]) => spans.some(({ text }) => isVisible(text));

/** The runs of text of an item, its blocks and lists on lines of their own. */
const runsWithin = (item: ListItem, reading: Reading): Span[] =>
  joined(
    item.children.flatMap((child) => linesWithin(child, reading)),
    '\n',
  );

/** Nested blocks as the lines that they are on, items of lists with their markers. */
function linesWithin(node: Nodes, reading: Reading): Span[][] {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return [inOne(spansOf(node.children, reading))];
    case 'list':
      return node.children.map((item) => {
        const marker = node.ordered ? markerOf(item, reading) : '–';
        return marked(marker, runsWithin(item, reading));
      });
    case 'tableRow':
      return [
        together(
          node.children.flatMap((cell, at) => [
            ...(at > 0 ? [{ text: ' | ' }] : []),
            ...inOne(spansOf(cell.children, reading)),
          ]),
        ),
      ];
    default:
      return 'children' in node ? node.children.flatMap((child) => linesWithin(child, reading)) : [];
  }
}

const joined = (parts: readonly Span[][], by: string): Span[] =>
  together(parts.filter(hasText).flatMap((part, at) => (at > 0 ? [{ text: by }, ...part] : part)));

/** Runs with the same formatting, side by side, as one. */
const together = (spans: readonly Span[]): Span[] => {
  const runs: Span[] = [];
  for (const { text, ...setting } of spans) add(text, setting, runs);
  return runs;
};

/** A paragraph of Markdown: several where HTML says so, and an embed for each line that is nothing but its address. */
function paragraphsOf(spans: Span[], source: string): Block[] {
  const typed = new Set(
    source.split('\n').map((line) =>
      line
        .trim()
        .replace(/^<(.*)>$/, '$1')
        .replace(/\\([*_])/g, '$1'),
    ),
  );
  const hasFrame = source.includes('<iframe');
  const isEmbed = (address: string) => hasFrame || typed.has(address);
  const parts = split(spans, paragraphEnd);
  const blocks: Block[] = [];
  let lines: Span[][] = [];
  const end = () => {
    const runs = parts.length > 1 ? withoutEndBreaks(joined(lines, '\n')) : joined(lines, '\n');
    if (hasText(runs)) blocks.push({ kind: 'paragraph', spans: runs });
    lines = [];
  };
  for (const part of parts) {
    const all = split(part, '\n');
    const embeds = all.map((line) => embedOn(line, isEmbed));
    if (embeds.every((embed) => embed === undefined)) lines = [part];
    else
      for (const [at, line] of all.entries()) {
        const embed = embeds[at];
        if (!embed) lines.push(line);
        else {
          end();
          blocks.push(embed);
        }
      }
    end();
  }
  return blocks;
}

/** Line breaks beside the tags of HTML mean nothing. */
const withoutEndBreaks = (spans: Span[]) =>
  spans
    .map((span, at) => (at === 0 ? { ...span, text: span.text.replace(/^\n+/, '') } : span))
    .map((span, at, { length }) =>
      at === length - 1 ? { ...span, text: span.text.replace(/(?<!\n)\n+$/, '') } : span,
    )
    .filter(({ text }) => text !== '');

/** The embed whose address is a whole line: as it was typed, in angle brackets, or in a provider's frame. */
function embedOn([only, ...others]: Span[], isTyped: (address: string) => boolean) {
  const address = only?.text.trim() ?? '';
  if (others.length > 0 || only?.marks || (only?.link !== undefined && only.link !== address))
    return undefined;
  return isTyped(address) ? embedAt(address) : undefined;
}

/** Runs cut where a text has a sign; what is between two of them is a part. */
function split(spans: readonly Span[], at: string): Span[][] {
  const parts: Span[][] = [[]];
  for (const { text, ...setting } of spans)
    for (const [n, piece] of text.split(at).entries()) {
      if (n > 0) parts.push([]);
      add(piece, setting, parts.at(-1) ?? []);
    }
  return parts;
}

/** Runs in which no paragraph ends: of a heading, an item, a cell. */
const inOne = (spans: Span[]) => joined(split(spans, paragraphEnd), '\n');

type Setting = Pick<Span, 'marks' | 'link'>;
type Open = { name: string; mark?: 'strong' | 'emphasis'; link?: string; before: string };

/** Walks the tree with its own stack: marks may be nested deeper than the engine's call stack allows. */
function spansOf(nodes: readonly PhrasingContent[], reading: Reading): Span[] {
  const runs: Span[] = [];
  const elements: Open[] = [];
  const left: { node: PhrasingContent; setting: Setting }[] = nodes
    .toReversed()
    .map((node) => ({ node, setting: {} }));
  for (let next = left.pop(); next; next = left.pop()) {
    const { node, setting } = next;
    if (node.type === 'html') addHtml(node, within(setting, elements), elements, runs, reading);
    else add(textOf(node, reading), within(setting, elements), runs);
    if (!('children' in node)) continue;
    const inner = settingOf(node, setting, reading);
    // The [1] of a source stays one: ১২০০[1] is no other number.
    const isSource = node.type === 'linkReference' && /^\p{N}+$/u.test(node.identifier);
    const children: PhrasingContent[] = isSource
      ? [{ type: 'text', value: '[' }, ...node.children, { type: 'text', value: ']' }]
      : node.children;
    for (const child of children.toReversed()) left.push({ node: child, setting: inner });
  }
  for (const one of elements) addAddress(one, runs);
  return runs;
}

/** A link without words shows its address. */
function addAddress({ link, before }: Open, runs: Span[]) {
  if (link !== undefined && before === endOf(runs)) add(link, { link }, runs);
}

/** What tells whether any text came to runs meanwhile. */
const endOf = (runs: Span[]) => `${runs.length}/${runs.at(-1)?.text.length ?? 0}`;

/** A setting with the elements of HTML that are open. */
function within({ marks = [], link }: Setting, elements: readonly Open[]): Setting {
  const all = [...new Set([...marks, ...elements.flatMap(({ mark }) => (mark ? [mark] : []))])];
  const href = link ?? elements.findLast((one) => one.link !== undefined)?.link;
  return { ...(all.length > 0 ? { marks: all } : {}), ...(href === undefined ? {} : { link: href }) };
}

/** So many elements of HTML may be open at once; more change nothing. */
const mostOpen = 20;

type Html = Extract<PhrasingContent, { type: 'html' }>;

function addHtml(node: Html, setting: Setting, elements: Open[], runs: Span[], reading: Reading) {
  const tag = tagIn(node.value);
  switch (tag?.does) {
    case 'open':
      if (elements.length < mostOpen) elements.push({ ...tag, before: endOf(runs) });
      if (tag.told) alter(node, node.value, tag.told, reading);
      return;
    case 'close': {
      const at = elements.findLastIndex(({ name }) => name === tag.name);
      for (const closed of at < 0 ? [] : elements.splice(at, 1)) addAddress(closed, runs);
      return;
    }
    case 'list':
      reading.lists.push({ ...(tag.next === undefined ? {} : { next: tag.next }) });
      add(paragraphEnd, {}, runs);
      return;
    case 'list end':
      reading.lists.pop();
      add(paragraphEnd, {}, runs);
      return;
    case 'item': {
      const list = reading.lists.at(-1);
      add(list?.next === undefined ? paragraphEnd : `${paragraphEnd}${list.next++}. `, {}, runs);
      return;
    }
    case 'break':
      add(tag.by, {}, runs);
      return;
    case 'nothing':
      if (tag.told) alter(node, node.value, tag.told, reading);
      return;
    default:
      add(node.value, setting, runs);
  }
}

function textOf(node: PhrasingContent, reading: Reading): string {
  if (node.type === 'break') return '\n';
  if (node.type === 'image' || node.type === 'imageReference') {
    const words = [node.alt, 'title' in node ? node.title : ''].filter(Boolean).join(' ');
    alter(node, words, `A picture was left out${words ? '; its words are in the text' : ''}`, reading);
    return words;
  }
  // A link without words shows its address.
  if (node.type === 'link' && node.children.length === 0) return node.url;
  if (!('value' in node)) return '';
  tellOfSigns(node, reading);
  return node.value;
}

/** Signs that nobody sees, and that were written as codes (`&shy;`), are named here; those that were typed, with the field. */
function tellOfSigns(node: PhrasingContent & { value: string }, reading: Reading) {
  if (!sourceOf(node, reading).includes('&')) return;
  for (const sign of invisibleSigns(node.value, mostAlterations))
    alter(node, sign.after, `${sign.name} ${placeOf(sign)} was removed: nobody sees it`, reading);
}

function settingOf(node: PhrasingContent, setting: Setting, reading: Reading): Setting {
  if (node.type === 'strong' || node.type === 'emphasis')
    return { ...setting, marks: [...new Set([...(setting.marks ?? []), node.type])] };
  const meant =
    node.type === 'link'
      ? node
      : node.type === 'linkReference'
        ? reading.links.get(node.identifier)
        : undefined;
  if (!meant) return setting;
  const words = sourceOf(node, reading);
  if (meant.title) alter(node, meant.title, 'The title of this link was left out', reading);
  const link = linkTo(meant.url);
  if (link === undefined) alter(node, words, noLink(meant.url), reading);
  return link === undefined ? setting : { ...setting, link };
}

function alter({ position }: Nodes, words: string, detail: string, { lineOf, alterations }: Reading) {
  const line = position && lineOf(position.start.line);
  alterations.push({ pointer: '/body', ...(line ? { line } : {}), excerpt: excerptOf(words), detail });
}

/** Adds text to the last run when both have the same formatting, otherwise as a new run. */
function add(text: string, setting: Setting, runs: Span[]): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last && last.link === setting.link && String(last.marks) === String(setting.marks)) last.text += text;
  else runs.push({ text, ...setting });
}
