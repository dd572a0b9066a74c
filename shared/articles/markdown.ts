import type { Definition, Nodes, PhrasingContent, TableCell } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Block, Span } from './body.ts';

/**
 * Reads Markdown (CommonMark and tables) into blocks. What a newspaper has no block for loses its form, never its
 * text: HTML and code stay as the characters that were typed, an image becomes its alt text.
 */
export function blocksOfMarkdown(markdown: string): Block[] {
  const tree = fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const links: Links = new Map(
    tree.children
      .filter((node): node is Definition => node.type === 'definition')
      .map((d) => [d.identifier, d.url]),
  );
  return tree.children.flatMap((node) => blocksOf(node, links));
}

/** Quotes and lists inside one another, as their marks stand at the start of a line. */
const tooDeep = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){21}/m;

/** Whether a text nests quotes and lists deeper than anyone reads: 20. */
export const isTooDeep = (markdown: string) => tooDeep.test(markdown);

/** Matching marks takes the square of their number in a paragraph: 2,000 take some 30 ms, 80,000 over 10 s. */
const maxMarks = 2_000;

/** Whether a paragraph holds more marks of emphasis, links and code than any text has. */
export const isTangled = (markdown: string) =>
  markdown.split(/\n[ \t]*\n/).some((paragraph) => (paragraph.match(/[*_[\]`]/g)?.length ?? 0) > maxMarks);

/** Where reference links (`[text][name]`) lead, by name. */
type Links = ReadonlyMap<string, string>;

function blocksOf(node: Nodes, links: Links): Block[] {
  switch (node.type) {
    case 'paragraph':
      return paragraph(spansOf(node.children, links));
    case 'heading':
      return paragraph(spansOf(node.children, links)).map(({ spans }) => ({
        kind: 'heading',
        level: node.depth <= 2 ? 2 : 3,
        spans,
      }));
    case 'list': {
      const items = node.children.map((item) => runsWithin(item.children, links)).filter(hasText);
      return items.length > 0 ? [{ kind: 'list', ordered: node.ordered === true, items }] : [];
    }
    case 'blockquote': {
      const paragraphs = node.children.map((child) => runsWithin([child], links)).filter(hasText);
      return paragraphs.length > 0 ? [{ kind: 'quote', paragraphs }] : [];
    }
    case 'table': {
      const cells = ({ children }: TableCell) => spansOf(children, links);
      const [head, ...rows] = node.children.map((row) => row.children.map(cells));
      return head ? [{ kind: 'table', head, rows }] : [];
    }
    case 'html':
    case 'code':
      return paragraph([{ text: node.value }]);
    default:
      return [];
  }
}

const paragraph = (spans: Span[]) => (hasText(spans) ? [{ kind: 'paragraph' as const, spans }] : []);
const hasText = (spans: Span[]) => spans.some(({ text }) => text.trim() !== '');

/** The runs of text inside nested blocks, a space where one block ends and the next begins. */
function runsWithin(nodes: readonly Nodes[], links: Links): Span[] {
  const runs: Span[] = [];
  for (const node of nodes) {
    const own =
      'children' in node && node.type !== 'paragraph' && node.type !== 'heading'
        ? runsWithin(node.children, links)
        : blocksOf(node, links).flatMap((block) => ('spans' in block ? block.spans : []));
    if (runs.length > 0 && own.length > 0) runs.push({ text: ' ' });
    runs.push(...own);
  }
  return runs;
}

type Setting = Pick<Span, 'marks' | 'link'>;

function spansOf(nodes: readonly PhrasingContent[], links: Links): Span[] {
  const runs: Span[] = [];
  for (const node of nodes) gather(node, links, runs);
  return runs;
}

/** Walks with a stack of its own: marks may be nested deeper than the engine's stack is. */
function gather(root: PhrasingContent, links: Links, runs: Span[]): void {
  const left: { node: PhrasingContent; setting: Setting }[] = [{ node: root, setting: {} }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { node, setting } = next;
    add(textOf(node), setting, runs);
    if (!('children' in node)) continue;
    const inner = settingOf(node, setting, links);
    for (const child of node.children.toReversed()) left.push({ node: child, setting: inner });
  }
}

function textOf(node: PhrasingContent): string {
  if (node.type === 'break') return '\n';
  if ('value' in node) return node.value;
  return 'alt' in node ? (node.alt ?? '') : '';
}

function settingOf(node: PhrasingContent, setting: Setting, links: Links): Setting {
  if (node.type === 'strong' || node.type === 'emphasis')
    return { ...setting, marks: [...new Set([...(setting.marks ?? []), node.type])] };
  const link =
    node.type === 'link' ? node.url : node.type === 'linkReference' ? links.get(node.identifier) : undefined;
  return link === undefined ? setting : { ...setting, link };
}

/** Adds text to the last run where it is set alike, else as a run of its own. */
function add(text: string, setting: Setting, runs: Span[]): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last && last.link === setting.link && String(last.marks) === String(setting.marks)) last.text += text;
  else runs.push({ text, ...setting });
}
