import type { Definition, Link, Nodes, Paragraph, PhrasingContent, TableCell } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { isVisible } from '../text.ts';
import type { Block, Span } from './body.ts';
import { embedAt } from './embed.ts';

/**
 * Reads Markdown (CommonMark and tables) into blocks. Formatting that has no block is dropped, its text is kept: HTML
 * and code stay as typed, an image becomes its alt text. The URL of an allowed provider's page, alone in its paragraph,
 * becomes an embed.
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

/** The URLs of reference links (`[text][name]`), by name. */
type Links = ReadonlyMap<string, string>;

function blocksOf(node: Nodes, links: Links): Block[] {
  switch (node.type) {
    case 'paragraph': {
      const embed = embedAt(addressIn(node) ?? '');
      return embed ? [embed] : paragraph(spansOf(node.children, links));
    }
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

/** The URL that is the whole paragraph, bare or in angle brackets. */
function addressIn({ children }: Paragraph): string | undefined {
  const [only, ...others] = children;
  if (others.length > 0) return undefined;
  if (only?.type === 'text') return only.value.trim();
  return only?.type === 'link' && textAlone(only) === only.url ? only.url : undefined;
}

const textAlone = ({ children: [only] }: Link) => (only?.type === 'text' ? only.value : undefined);

const paragraph = (spans: Span[]) => (hasText(spans) ? [{ kind: 'paragraph' as const, spans }] : []);
const hasText = (spans: Span[]) => spans.some(({ text }) => isVisible(text));

/** The runs of text in nested blocks, with a space between two blocks. */
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

/** Walks the tree with its own stack: marks may be nested deeper than the engine's call stack allows. */
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

/** Adds text to the last run when both have the same formatting, otherwise as a new run. */
function add(text: string, setting: Setting, runs: Span[]): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last && last.link === setting.link && String(last.marks) === String(setting.marks)) last.text += text;
  else runs.push({ text, ...setting });
}
