import type { Block, Span } from '../../../shared/articles/body.ts';
import { embedAt } from '../../../shared/articles/embed-at.ts';
import { linkTo } from '../../../shared/articles/href.ts';
import { numberOf } from '../../../shared/articles/lint/found.ts';
import { isVisible } from '../../../shared/clean-text.ts';
import { settledBody } from './body-and-doc.ts';
import { type LeftOut, leftOut, mostLeftOut } from './left-out.ts';
import type { Pasted } from './pasted-text.ts';

/** How a line of a pasted document is meant. */
type Shape =
  | { kind: 'paragraph' }
  | { kind: 'heading'; level: 2 | 3 }
  | { kind: 'item'; ordered: boolean; start: number; list: unknown; inner?: string }
  | { kind: 'quote'; quote: unknown };
type Line = { shape: Shape; spans: Span[] };
type Setting = { strong: boolean; emphasis: boolean; link?: string; isPre: boolean; shape: Shape };
type Reading = { made: (Line | Block)[]; line: Line; told: LeftOut[] };

/**
 * What Word, Google Docs, a mail or a page put on the clipboard, as blocks. It is read, never inserted: what is no block
 * and no mark of ours leaves its words. The document must be one that no window shows, so that nothing of it runs or loads.
 */
export function blocksOfHtml(root: Element): Pasted {
  const shape: Shape = { kind: 'paragraph' };
  const reading: Reading = { made: [], line: { shape, spans: [] }, told: [] };
  readChildren(root, { strong: false, emphasis: false, isPre: false, shape }, reading);
  endLine(reading, shape);
  return { blocks: settledBody(blocksOf(reading.made)), leftOut: reading.told.slice(0, mostLeftOut) };
}

/** The name that styles have while they are read: under their own the desk's policy would complain of each. */
const styleName = 'data-pasted-style';
const styleOf = (element: Element) => element.getAttribute(styleName) ?? '';

/** HTML whose styles are read, and never set. */
export const withReadStyles = (html: string) =>
  withoutSheets(html).replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, ` ${styleName}`));

function withoutSheets(html: string): string {
  const [parts, lower]: [string[], string] = [[], html.toLowerCase()];
  let from = 0;
  for (let start = lower.indexOf('<style'); start >= 0; start = lower.indexOf('<style', from)) {
    const end = lower.indexOf('</style', start);
    if (end < 0) break;
    parts.push(html.slice(from, start));
    from = end;
  }
  return parts.join('') + html.slice(from);
}

const setOf = (names: string) => new Set(names.split(' '));
const withoutWords = setOf(
  'style script title meta link xml template noscript head button select option textarea input object embed canvas svg math area map',
);
const media = setOf('video audio iframe');
const endsLine = setOf(
  'p div section article aside header footer main nav address figure figcaption dl dt dd fieldset form details summary center hr body html tbody thead tfoot tr caption',
);

function readChildren(node: Node, setting: Setting, reading: Reading) {
  for (const child of node.childNodes) read(child, setting, reading);
}

function read(node: Node, setting: Setting, reading: Reading) {
  if (node.nodeType === 3) addText(node.nodeValue ?? '', setting, reading);
  else if (isElement(node)) readElement(node, setting, reading);
}

const isElement = (node: Node): node is Element => node.nodeType === 1;

function readElement(element: Element, before: Setting, reading: Reading) {
  const name = element.localName;
  if (isMarker(element)) return undefined;
  const style = styleOf(element);
  const words = () => element.textContent ?? '';
  if (name === 'img' || name === 'v:imagedata') return picture(element, before, reading);
  if (media.has(name)) return readMedia(element, before, reading);
  if (withoutWords.has(name)) return undefined;
  if (isComment(element, style)) return tell('comment', words(), reading);
  if (name === 'del') return tell('deleted', words(), reading);
  if (isHidden(element, style)) return tell('hidden', words(), reading);
  if (name === 's' || name === 'strike' || /text-decoration[^:;]*:[^;]*line-through/i.test(style))
    tell('struck', words(), reading);
  if (name === 'br') return addText('\n', { ...before, isPre: true }, reading);
  if (name === 'table') return readTable(element, before, reading);
  const setting = { ...before, ...marksOf(name, style, before), ...linkOf(element, reading) };
  if (name === 'sup' || name === 'sub') return readRaised(element, name, setting, reading);
  const shape = shapeOf(element, name, style, before.shape);
  if (!shape && !endsLine.has(name) && name !== 'pre') return readChildren(element, setting, reading);
  if (name === 'ul' || name === 'ol') return readList(element, setting, reading);
  const inner = { ...setting, isPre: setting.isPre || name === 'pre', shape: shape ?? setting.shape };
  // Paragraphs within an item, a quote or a heading are lines of it.
  startLine(reading, inner.shape, shape !== undefined);
  readChildren(element, inner, reading);
  if (shape?.kind === 'item' || !isWithin(before.shape)) endLine(reading, before.shape);
  else startLine(reading, before.shape, false);
  return undefined;
}

const isWithin = ({ kind }: Shape) => kind === 'item' || kind === 'heading';

/** What an element makes of its lines; undefined when it leaves them as they are. */
function shapeOf(element: Element, name: string, style: string, around: Shape): Shape | undefined {
  const heading = /^h([1-6])$/.exec(name);
  if (heading && !isWithin(around)) return { kind: 'heading', level: Number(heading[1]) <= 2 ? 2 : 3 };
  if (name === 'blockquote' && !isWithin(around)) return { kind: 'quote', quote: element };
  if (name === 'ul' || name === 'ol') return around;
  const [, list, level] = wordItem.exec(style) ?? [];
  if (list && around.kind !== 'item') return wordShape(element, list, Number(level));
  if (name === 'li' && around.kind !== 'item')
    return { kind: 'item', ordered: false, start: 1, list: element.parentElement ?? element };
  return undefined;
}

/** Word writes a list as paragraphs: where each stands in it is said in its style, its number in its text. */
const wordItem = /(?:^|;)\s*mso-list:\s*(?!none|ignore)(\S+)\s+level(\d)/i;
const isMarker = (element: Element) => /mso-list:\s*ignore/i.test(styleOf(element));

function wordShape(element: Element, list: string, level: number): Shape {
  const marker =
    [...element.querySelectorAll(`[${styleName}*="mso-list" i]`)].find(isMarker)?.textContent?.trim() ?? '';
  const number = /^[(]?([0-9০-৯]{1,3})[.)।]/.exec(marker)?.[1];
  const start = number === undefined ? 1 : numberOf(number);
  const ordered = number !== undefined || /^[(]?[\p{L}]{1,4}[.)।]/u.test(marker);
  const inner = ordered ? `${marker} ` : '– ';
  return { kind: 'item', ordered, start, list, ...(level > 1 && { inner }) };
}

function readList(list: Element, setting: Setting, reading: Reading) {
  const isInner = setting.shape.kind === 'item';
  const ordered = list.localName === 'ol';
  const start = /^\d{1,3}$/.test(list.getAttribute('start') ?? '') ? Number(list.getAttribute('start')) : 1;
  if (!isInner) endLine(reading, setting.shape);
  let number = start;
  for (const child of list.childNodes) {
    if (!isElement(child) || child.localName !== 'li') {
      // Google Docs puts an inner list beside the item that it belongs to.
      const isInnerList = isElement(child) && /^[uo]l$/.test(child.localName) && !isInner && number > start;
      if (isInnerList)
        readInnerList(child, { kind: 'item', ordered, start, list, inner: '– ' }, setting, reading);
      else read(child, setting, reading);
      continue;
    }
    if (isInner) {
      // Lists are one level deep: an inner item is a line of the outer one, with its sign.
      startLine(reading, setting.shape, false);
      addText(ordered ? `${number}. ` : '– ', setting, reading);
      readChildren(child, setting, reading);
    } else {
      const shape: Shape = { kind: 'item', ordered, start, list };
      startLine(reading, shape, true);
      readChildren(child, { ...setting, shape }, reading);
      endLine(reading, setting.shape);
    }
    number += 1;
  }
}

function readInnerList(list: Element, shape: Shape, setting: Setting, reading: Reading) {
  for (const item of list.children) {
    startLine(reading, shape, true);
    readChildren(item, { ...setting, shape }, reading);
    endLine(reading, setting.shape);
  }
}

/** A power of ten must not become another number: ১০², not ১০২. */
function readRaised(element: Element, name: 'sup' | 'sub', setting: Setting, reading: Reading) {
  if (/^\s*[\p{N}+-]/u.test(element.textContent ?? '')) addText(name === 'sup' ? '^' : '_', setting, reading);
  readChildren(element, setting, reading);
}

function marksOf(name: string, style: string, { strong, emphasis }: Setting) {
  const weight = /(?:^|;)\s*font-weight\s*:\s*(\w+)/i.exec(style)?.[1]?.toLowerCase();
  const slant = /(?:^|;)\s*font-style\s*:\s*(\w+)/i.exec(style)?.[1]?.toLowerCase();
  const isBold = weight === undefined ? undefined : /^bold/.test(weight) || Number(weight) >= 600;
  // Google Docs wraps everything in a <b> that says of itself it is not bold.
  return {
    strong: isBold ?? (strong || name === 'b' || name === 'strong'),
    emphasis:
      slant === undefined ? emphasis || name === 'i' || name === 'em' : /^(italic|oblique)/.test(slant),
  };
}

function linkOf(element: Element, { told }: Reading): { link?: string } {
  const href = element.localName === 'a' ? (element.getAttribute('href')?.trim() ?? '') : '';
  // Anchors lead to a place in the document that they came from.
  if (href === '' || href.startsWith('#') || /^about:blank#/.test(href)) return {};
  const link = linkTo(unwrapped(href));
  if (link === undefined) told.push(leftOut('link', href));
  return link === undefined ? {} : { link };
}

/** Google Docs sends whoever follows a link by way of itself. */
function unwrapped(href: string): string {
  if (!/^https?:\/\/(?:www\.)?google\.com\/url\?/.test(href) || !URL.canParse(href)) return href;
  const { searchParams } = new URL(href);
  return searchParams.get('q') ?? searchParams.get('url') ?? href;
}

const isComment = (element: Element, style: string) =>
  /mso-element:\s*comment|mso-comment-reference/i.test(style) ||
  /\bmso(?:comment|com)/i.test(element.getAttribute('class') ?? '');

const isHidden = (element: Element, style: string) =>
  element.hasAttribute('hidden') || /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)/i.test(style);

function tell(what: LeftOut['what'], words: string, { told }: Reading) {
  if (isVisible(words)) told.push(leftOut(what, words));
}

const emoji = /^(?:\p{Extended_Pictographic}|\p{M}|\u200D|[\u{1F3FB}-\u{1F3FF}])+$/u;

/** A picture is told; one that stands for an emoji is its emoji; one that nobody sees counts who reads a mail. */
function picture(element: Element, setting: Setting, reading: Reading) {
  const alt = element.getAttribute('alt') ?? '';
  if (emoji.test(alt)) return addText(alt, setting, reading);
  const isPixel = ['width', 'height'].some((side) => /^[01](?:px)?$/.test(element.getAttribute(side) ?? ''));
  if (!isPixel) reading.told.push(leftOut('picture', alt || fileOf(element.getAttribute('src') ?? '')));
  return undefined;
}

/** The name of a file, of an address that may be a megabyte of data. */
const fileOf = (address: string) =>
  address.startsWith('data:') ? '' : (address.slice(0, 2000).split(/[?#]/)[0]?.split('/').at(-1) ?? '');

function readMedia(element: Element, setting: Setting, reading: Reading) {
  const source = element.getAttribute('src') ?? element.querySelector('source')?.getAttribute('src') ?? '';
  const embed =
    embedAt(source) ?? embedAt((URL.canParse(source) && new URL(source).searchParams.get('href')) || '');
  if (!embed) {
    reading.told.push(leftOut('media', source));
    return;
  }
  endLine(reading, setting.shape);
  reading.made.push(embed);
}

/** Cells as words; what spans several is in the first of them. A table of one column, or around another, is a layout. */
function readTable(table: Element, setting: Setting, reading: Reading) {
  const rows = rowsOf(table);
  const isLayout = table.querySelector('table') !== null || rows.every((row) => row.length < 2);
  if (isLayout || isWithin(setting.shape)) {
    endLine(reading, setting.shape);
    for (const cell of rows.flat()) {
      startLine(reading, setting.shape, true);
      readChildren(cell, setting, reading);
      endLine(reading, setting.shape);
    }
    return;
  }
  endLine(reading, setting.shape);
  const open: number[] = [];
  const cells = rows.map((row) => {
    const spans: Span[][] = [];
    const skipOpen = () => {
      for (let left = open[spans.length] ?? 0; left > 0; left = open[spans.length] ?? 0) {
        open[spans.length] = left - 1;
        spans.push([]);
      }
    };
    for (const cell of row) {
      skipOpen();
      const [wide, high] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')];
      const column = spans.length;
      spans.push(wordsIn(cell, setting, reading));
      for (let at = 1; at < wide; at += 1) spans.push([]);
      for (let at = column; at < column + wide; at += 1) open[at] = high - 1;
    }
    skipOpen();
    return spans;
  });
  const [head, ...others] = cells.filter((row) => row.some((spans) => spans.length > 0));
  if (head) reading.made.push({ kind: 'table', head, rows: others });
}

const rowsOf = (table: Element): Element[][] =>
  [...table.querySelectorAll('tr')]
    .filter((row) => row.closest('table') === table)
    .map((row) => [...row.children].filter(({ localName }) => localName === 'td' || localName === 'th'));

const spanOf = (cell: Element, name: 'colspan' | 'rowspan') => {
  const span = Number.parseInt(cell.getAttribute(name) ?? '1', 10);
  return Number.isSafeInteger(span) ? Math.min(20, Math.max(1, span)) : 1;
};

/** The words of a cell, its paragraphs as lines. */
function wordsIn(cell: Element, setting: Setting, reading: Reading): Span[] {
  const shape: Shape = { kind: 'item', ordered: false, start: 1, list: cell };
  const inner: Reading = { made: [], line: { shape, spans: [] }, told: reading.told };
  readChildren(cell, { ...setting, shape }, inner);
  endLine(inner, shape);
  return inner.made
    .flatMap((made) => ('shape' in made ? [made.spans] : []))
    .flatMap((spans, at) => (at > 0 ? [{ text: '\n' }, ...spans] : spans));
}

function addText(raw: string, { strong, emphasis, link, isPre }: Setting, { line }: Reading) {
  const text = isPre ? raw : raw.replace(/[ \t\r\n\f]+/g, ' ');
  const marks = [...(strong ? ['strong' as const] : []), ...(emphasis ? ['emphasis' as const] : [])];
  line.spans.push({ text, ...(marks.length > 0 && { marks }), ...(link !== undefined && { link }) });
}

/** A new line: of its own, or after a line end within the one there is. */
function startLine(reading: Reading, shape: Shape, isNew: boolean) {
  if (isNew || !isWithin(reading.line.shape)) endLine(reading, shape);
  else if (hasWords(reading.line.spans) && reading.line.spans.at(-1)?.text !== '\n')
    reading.line.spans.push({ text: '\n' });
  reading.line.shape = shape;
}

const hasWords = (spans: readonly Span[]) => spans.some(({ text }) => isVisible(text));

/** Ends a line. Two line ends in it, as between the paragraphs of a mail, make two of it. */
function endLine(reading: Reading, next: Shape) {
  const { shape, spans } = reading.line;
  reading.line = { shape: next, spans: [] };
  for (const part of shape.kind === 'paragraph' || shape.kind === 'quote' ? partsOf(spans) : [spans]) {
    const trimmed = trim(part);
    if (hasWords(trimmed))
      reading.made.push({ shape, spans: shape.kind === 'heading' ? plainHeading(trimmed) : trimmed });
  }
}

/** A heading that is bold throughout is bold because it is a heading. */
const plainHeading = (spans: Span[]) =>
  spans.every(({ text, marks }) => !isVisible(text) || marks?.includes('strong'))
    ? spans.map(({ marks: _, ...span }) => span)
    : spans;

function partsOf(spans: readonly Span[]): Span[][] {
  const parts: Span[][] = [[]];
  let breaks = 0;
  for (const span of spans) {
    if (span.text === '\n') breaks += 1;
    else if (isVisible(span.text)) {
      if (breaks > 1) parts.push([]);
      else if (breaks === 1 && parts.at(-1)?.length) parts.at(-1)?.push({ text: '\n' });
      breaks = 0;
      parts.at(-1)?.push(span);
    } else if (breaks === 0) parts.at(-1)?.push(span);
  }
  return parts;
}

/** White space at both ends of a line means nothing. */
function trim(spans: readonly Span[]): Span[] {
  const first = spans.findIndex(({ text }) => isVisible(text));
  const last = spans.findLastIndex(({ text }) => isVisible(text));
  return spans.slice(Math.max(0, first), last + 1).map((span, at, { length }) => {
    const start = at === 0 ? span.text.trimStart() : span.text;
    return { ...span, text: at === length - 1 ? start.trimEnd() : start };
  });
}

function blocksOf(made: readonly (Line | Block)[]): Block[] {
  const blocks: Block[] = [];
  let open: unknown;
  for (const one of made) {
    if (!('shape' in one)) {
      blocks.push(one);
      open = undefined;
      continue;
    }
    const { shape, spans } = one;
    const last = blocks.at(-1);
    if (shape.kind === 'item') {
      if (shape.inner !== undefined && last?.kind === 'list') {
        last.items.at(-1)?.push({ text: `\n${shape.inner}` }, ...spans);
        continue;
      }
      if (last?.kind === 'list' && open === shape.list) last.items.push(spans);
      else {
        const start = shape.ordered && shape.start !== 1 ? { start: shape.start } : {};
        blocks.push({ kind: 'list', ordered: shape.ordered, ...start, items: [spans] });
      }
      open = shape.list;
    } else if (shape.kind === 'quote') {
      if (last?.kind === 'quote' && open === shape.quote) last.paragraphs.push(spans);
      else blocks.push({ kind: 'quote', paragraphs: [spans] });
      open = shape.quote;
    } else {
      blocks.push({ ...shape, spans });
      open = undefined;
    }
  }
  return blocks;
}
