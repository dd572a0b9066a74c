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
  const [first] = spans;
  if (!first) return [];
  const furthest = within
    .map((layer) => ({ layer, value: layer.of(first), length: lengthOf(spans, layer) }))
    .filter(({ value }) => value !== undefined)
    .reduce<Reach | undefined>((one, other) => (one && one.length >= other.length ? one : other), undefined);
  if (furthest?.value === undefined) {
    const length = plainLengthOf(spans, within);
    const value = spans.slice(0, length).map(({ text }) => text);
    return [{ type: 'text', value: value.join('') }, ...phrasingOf(spans.slice(length), within)];
  }
  const { layer, value, length } = furthest;
  const children = phrasingOf(
    spans.slice(0, length),
    within.filter((other) => other !== layer),
  );
  return [layer.node(children, value), ...phrasingOf(spans.slice(length), within)];
}

type Reach = { layer: Layer; value: string | undefined; length: number };

/** How many runs, from the first, have what the first has. */
const lengthOf = (spans: readonly Span[], { of }: Layer) => {
  const end = spans.findIndex((span, at) => at > 0 && of(span) !== of(spans[0] as Span));
  return end < 0 ? spans.length : end;
};

const plainLengthOf = (spans: readonly Span[], within: readonly Layer[]) => {
  const end = spans.findIndex((span) => within.some(({ of }) => of(span) !== undefined));
  return end < 0 ? spans.length : end;
};
