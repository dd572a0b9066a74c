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

/** From the outermost to the innermost. */
const layers: readonly Layer[] = [
  { of: ({ link }) => link, node: (children, url) => ({ type: 'link', url, children }) },
  {
    of: ({ marks }) => marks?.find((mark) => mark === 'strong'),
    node: (children) => ({ type: 'strong', children }),
  },
  {
    of: ({ marks }) => marks?.find((mark) => mark === 'emphasis'),
    node: (children) => ({ type: 'emphasis', children }),
  },
];

/** Runs as the nodes of a Markdown tree: neighbours with the same link or mark are within one node. */
export function phrasingOf(
  spans: readonly Span[],
  [layer, ...inner]: readonly Layer[] = layers,
): PhrasingContent[] {
  if (!layer) return [{ type: 'text', value: spans.map(({ text }) => text).join('') }];
  return neighbours(spans, layer.of).flatMap(({ value, run }) => {
    const children = phrasingOf(run, inner);
    return value === undefined ? children : [layer.node(children, value)];
  });
}

function neighbours(spans: readonly Span[], of: Layer['of']) {
  const runs: { value: string | undefined; run: Span[] }[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last && last.value === of(span)) last.run.push(span);
    else runs.push({ value: of(span), run: [span] });
  }
  return runs;
}
