/** What a reader sees of a page or a part of one: the text without its tags, entities read. */
export const textOf = (html: string) =>
  unescaped(html.replace(/<script.*?<\/script>/gs, '').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** The content of the first element that opens with this tag, `<p class="times">`, up to its end tag. */
export function part(html: string, opening: string) {
  const start = html.indexOf(opening);
  if (start < 0) throw new Error(`no ${opening} in the page`);
  const name = /^<(\w+)/.exec(opening)?.[1];
  return html.slice(start + opening.length, html.indexOf(`</${name}>`, start));
}

/** The page's JSON-LD as a machine reads it. */
export const jsonLdOf = (html: string): Record<string, unknown> =>
  JSON.parse(part(html, '<script type="application/ld+json">'));

export const unescaped = (text: string) =>
  text.replace(/&(?:#(\d+)|(lt|gt|quot|amp));/g, (_, code?: string, name?: string) =>
    code ? String.fromCodePoint(Number(code)) : (named[name ?? ''] ?? ''),
  );

const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&' };
