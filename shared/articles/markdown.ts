import type {
  Definition,
  List,
  ListItem,
  Nodes,
  Paragraph,
  PhrasingContent,
  RootContent,
  TableCell,
} from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { isVisible } from '../clean-text.ts';
import { excerptOf } from '../excerpt.ts';
import { crops } from '../media/picture.ts';
import { invisibleSigns, placeOf } from '../signs.ts';
import { type Alteration, mostAlterations } from './alteration.ts';
import { asCommonMark } from './as-commonmark.ts';
import { type Block, mostInAGallery, type Picture, type Span } from './body.ts';
import { embedAt } from './embed-at.ts';
import { linkTo } from './href.ts';
import { paragraphEnd, tagIn } from './html-in-copy.ts';
import { noLink } from './no-link.ts';
import { tooComplex } from './too-complex.ts';

/** A body that was sent as Markdown, and what of it no page can show. */
export type Copy = { blocks: Block[]; alterations: Alteration[] };

/**
 * Reads copy: CommonMark with tables, as people write it. The end of a line is a line break; indented text is no code, a
 * line underneath makes no heading, and signs of code are signs. No word and no number is lost or changed: numbered lines
 * that do not count up are text, inline HTML becomes marks and links, other HTML stays as typed, an uploaded
 * picture becomes a block and any other its words, a link that cannot be followed becomes its text. The address of an allowed provider's page, alone on its line,
 * becomes an embed.
 */
export function copyOf(markdown: string): Copy {
  const { markdown: source, lineOf, alterations } = asCommonMark(markdown);
  const tree = fromMarkdown(source, {
    extensions: [gfmTable(), { disable: { null: notMeant } }],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const reading: Reading = { source, lineOf, alterations, links: new Map(), lists: [], pictures: [] };
  for (const node of tree.children) if (node.type === 'definition') reading.links.set(node.identifier, node);
  const blocks = tree.children.flatMap((node) => withPictures(node, reading));
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
  /** The pictures that were met in text, until they are put below it. */
  pictures: Picture[];
};

/**
 * The blocks of a node of the page: pictures that have their lines to themselves where they stand, several in a row as a
 * gallery, and those within text below it.
 */
function withPictures(node: RootContent, reading: Reading): Block[] {
  const blocks =
    node.type === 'paragraph' && node.children.some((child) => foundIn(child))
      ? linesOf(node, reading).flatMap((lines): Block[] =>
          'pictures' in lines
            ? picturesAsBlocks(lines)
            : paragraphsOf(spansOf(lines.text, reading), sourceOf(node, reading)),
        )
      : blocksOf(node, reading);
  const within = reading.pictures.splice(0);
  for (const { asset } of within)
    alter(node, asset, 'A picture within text was put below it: give it a line of its own', reading);
  return [...blocks, ...within.map((picture): Block => ({ kind: 'image', ...picture }))];
}

/** The picture that a node is. */
function foundIn(node: PhrasingContent): FoundPicture | undefined {
  const tag = node.type === 'html' ? tagIn(node.value) : undefined;
  if (tag?.does === 'picture') return pictureAt(tag);
  return node.type === 'image' ? pictureAt(node) : undefined;
}

/** Lines of a paragraph that belong together: of text, or of pictures with the caption of them all. */
type Lines = { text: PhrasingContent[] } | { pictures: Picture[]; caption?: Span[] };

function linesOf({ children }: Paragraph, reading: Reading): Lines[] {
  const lines: PhrasingContent[][] = [[]];
  for (const child of children) {
    if (child.type === 'break') lines.push([]);
    else if (child.type !== 'text') lines.at(-1)?.push(child);
    else
      for (const [at, value] of child.value.split('\n').entries()) {
        if (at > 0) lines.push([]);
        lines.at(-1)?.push({ ...child, value });
      }
  }
  const groups: Lines[] = [];
  for (const line of lines) {
    const found = picturesOn(line, reading);
    const last = groups.at(-1);
    const caption =
      last && 'pictures' in last && last.pictures.length > 1 && !last.caption ? captionOn(line) : undefined;
    if (found && last && 'pictures' in last && !last.caption) last.pictures.push(...found);
    else if (found) groups.push({ pictures: found });
    else if (caption && last && 'pictures' in last) last.caption = inOne(spansOf(caption, reading));
    else if (last && 'text' in last) last.text.push({ type: 'text', value: '\n' }, ...line);
    else groups.push({ text: line });
  }
  return groups;
}

/** The pictures of a line that has nothing else; undefined of any other. */
function picturesOn(line: readonly PhrasingContent[], reading: Reading): Picture[] | undefined {
  const found = line.map((node) => foundIn(node));
  const isOther = line.some((node, at) => !found[at] && !(node.type === 'text' && !isVisible(node.value)));
  const pictures = found.filter((one) => one !== undefined);
  if (isOther || pictures.length === 0) return undefined;
  for (const [at, one] of found.entries()) {
    const node = line[at];
    if (one && node) tellOf(one, node, reading);
  }
  return pictures.map(({ picture }) => picture);
}

/** A line that begins with a colon, below a gallery, is its caption. */
function captionOn([first, ...others]: PhrasingContent[]): PhrasingContent[] | undefined {
  if (first?.type !== 'text' || !/^[ \t]*:[ \t]/.test(first.value)) return undefined;
  return [{ ...first, value: first.value.replace(/^[ \t]*:[ \t]/, '') }, ...others];
}

/** A picture, or a gallery; several when they are more than one holds. */
function picturesAsBlocks({ pictures, caption }: Extract<Lines, { pictures: Picture[] }>): Block[] {
  const [only, ...others] = pictures;
  if (only && others.length === 0) return [{ kind: 'image', ...only }];
  const images = pictures.slice(0, mostInAGallery);
  const rest = pictures.slice(mostInAGallery);
  const hasCaption = caption !== undefined && hasText(caption);
  const gallery: Block = { kind: 'gallery', images, ...(hasCaption ? { caption } : {}) };
  return rest.length > 0 ? [gallery, ...picturesAsBlocks({ pictures: rest })] : [gallery];
}

/** Says what of a picture's caption cannot be shown. */
function tellOf({ alterations }: FoundPicture, node: Nodes, reading: Reading) {
  for (const { excerpt, detail } of alterations) alter(node, excerpt, detail, reading);
}

/** What a picture in Markdown or HTML says: `![alt](ast_…#wide "caption | credit")`. */
type Written = { url: string; alt?: string | null | undefined; title?: string | null | undefined };
type FoundPicture = { picture: Picture; alterations: Alteration[] };

const assetInCopy = /^(ast_[0-9a-hjkmnp-tv-z]{12})(?:#([a-z,]*))?$/;

/** The picture of the library that is meant; undefined for any other address. */
function pictureAt({ url, alt, title }: Written): FoundPicture | undefined {
  const [, asset, options = ''] = assetInCopy.exec(url) ?? [];
  if (asset === undefined) return undefined;
  const words = options.split(',');
  const crop = crops.find((one) => words.includes(one));
  const { told, alterations } = toldIn(title ?? '');
  return {
    picture: {
      asset,
      ...(alt?.trim() ? { alt } : {}),
      ...(words.includes('decorative') ? { decorative: true as const } : {}),
      ...told,
      ...(crop ? { crop } : {}),
    },
    alterations,
  };
}

/** Caption and credit in the title of a picture, the caption in Markdown; a sign `|` of the caption's own is escaped. */
function toldIn(title: string): { told: Pick<Picture, 'caption' | 'credit'>; alterations: Alteration[] } {
  const end = /(?<!\\)(?:\\\\)*\|/.exec(title);
  const bar = end ? end.index + end[0].length - 1 : title.length;
  const [caption, credit] = [title.slice(0, bar).trim(), title.slice(bar + 1).trim()];
  const { spans, alterations } = lineOfMarkdown(caption);
  return {
    told: { ...(hasText(spans) ? { caption: spans } : {}), ...(credit ? { credit } : {}) },
    alterations,
  };
}

/** One line of Markdown as runs of text; what would be a list, a heading or an embed is text as it was typed. */
export function lineOfMarkdown(line: string): { spans: Span[]; alterations: Alteration[] } {
  if (line === '') return { spans: [], alterations: [] };
  if (/(?<!\\)(?:!\[|<img)/i.test(line) || tooComplex(line))
    return { spans: [{ text: line }], alterations: [] };
  const { blocks, alterations } = copyOf(line);
  const [only, ...others] = blocks;
  const isLine = only?.kind === 'paragraph' && others.length === 0;
  return isLine ? { spans: only.spans, alterations } : { spans: [{ text: line }], alterations: [] };
}

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
      const align = node.align?.some((one) => one) ? { align: node.align } : {};
      return head ? [{ kind: 'table', head, rows, ...align }] : [];
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
    const all = within(setting, elements);
    const before = reading.pictures.length;
    if (node.type === 'html') addHtml(node, all, elements, runs, reading);
    else add(textOf(node, reading), all, runs);
    if (reading.pictures.length > before && all.link !== undefined)
      alter(node, all.link, 'The link around a picture was left out', reading);
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
    case 'picture':
      if (keptForBelow(node, reading)) return;
      alter(node, tag.alt || node.value, noPicture(tag.alt), reading);
      add(tag.alt, setting, runs);
      return;
    default:
      add(node.value, setting, runs);
  }
}

function textOf(node: PhrasingContent, reading: Reading): string {
  if (node.type === 'break') return '\n';
  if (node.type === 'image' || node.type === 'imageReference') {
    if (keptForBelow(node, reading)) return '';
    const words = [node.alt, 'title' in node ? node.title : ''].filter(Boolean).join(' ');
    alter(node, words, noPicture(words), reading);
    return words;
  }
  // A link without words shows its address.
  if (node.type === 'link' && node.children.length === 0) return node.url;
  if (!('value' in node)) return '';
  tellOfSigns(node, reading);
  return node.value;
}

const noPicture = (words: string) =>
  `A picture was left out: upload it first${words ? '; its words are in the text' : ''}`;

/** Whether a node in text is a picture of the library, which is put below the text. */
function keptForBelow(node: PhrasingContent, reading: Reading): boolean {
  const found = foundIn(node);
  if (!found) return false;
  tellOf(found, node, reading);
  reading.pictures.push(found.picture);
  return true;
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
