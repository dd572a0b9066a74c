import type { PhrasingContent } from 'mdast';
import type { Span } from './body.ts';
import { markdownOfNode } from './markdown-of-nodes.ts';

/** Runs of text as Markdown: `**strong**`, `*emphasis*`, `[text](href)`. */
export const markdownOfSpans = (spans: readonly Span[]) =>
  markdownOfNode({ type: 'paragraph', children: phrasingOf(spans) });

type Layer = {
  of: (span: Span) => string | undefined;
  node: (children: PhrasingContent[], value: string) => PhrasingContent;
};

/** Of those that begin and end together the first is the outermost: `***both***` is read as strong within emphasis. */
const layers: readonly Layer[] = [
  { of: ({ link }) => link, node: (children, url) => ({ type: 'link', url, children }) },
  {
    of: ({ marks }) => marks?.find((mark) => mark === 'emphasis'),
    node: (children) => ({ type: 'emphasis', children }),
  },
  {
    of: ({ marks }) => marks?.find((mark) => mark === 'strong'),
    node: (children) => ({ type: 'strong', children }),
  },
];

/**
 * Runs as the nodes of a Markdown tree, as a person would write them: what reaches furthest is the outermost, so that
 * strong text with a link in it is strong once.
 */
export function phrasingOf(spans: readonly Span[], within: readonly Layer[] = layers): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  for (let from = 0; from < spans.length; ) {
    const furthest = furthestFrom(from, spans, within);
    const end = furthest ? furthest.end : plainEnd(from, spans, within);
    const runs = spans.slice(from, end);
    if (furthest) {
      const { layer, value } = furthest;
      const others = within.filter((other) => other !== layer);
      nodes.push(layer.node(phrasingOf(runs, others), value));
    } else nodes.push({ type: 'text', value: runs.map(({ text }) => text).join('') });
    from = end;
  }
  return nodes;
}

type Reach = { layer: Layer; value: string; end: number };

/** The layer of a run that reaches furthest; the first of those that reach equally far. */
function furthestFrom(from: number, spans: readonly Span[], within: readonly Layer[]): Reach | undefined {
  let furthest: Reach | undefined;
  for (const layer of within) {
    const value = layer.of(spans[from] as Span);
    if (value === undefined) continue;
    const end = endFrom(from, spans, (span) => layer.of(span) !== value);
    if (!furthest || end > furthest.end) furthest = { layer, value, end };
  }
  return furthest;
}

const plainEnd = (from: number, spans: readonly Span[], within: readonly Layer[]) =>
  endFrom(from, spans, (span) => within.some(({ of }) => of(span) !== undefined));

function endFrom(from: number, spans: readonly Span[], isOther: (span: Span) => boolean): number {
  let end = from + 1;
  while (end < spans.length && !isOther(spans[end] as Span)) end++;
  return end;
}
