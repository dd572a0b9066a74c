/** The content of an element: text, nothing, or children by name. An array stands for several elements. */
export type Xml = string | number | boolean | undefined | Xml[] | { [name: string]: Xml };

/** Writes an element; nothing for `undefined`. */
export function element(name: string, content: Xml, attributes = ''): string {
  if (content === undefined) return '';
  if (Array.isArray(content)) return content.map((one) => element(name, one, attributes)).join('');
  const inner =
    typeof content === 'object'
      ? Object.entries(content)
          .map(([child, value]) => element(child, value))
          .join('')
      : escaped(String(content));
  return `<${name}${attributes}>${inner}</${name}>`;
}

/** A document with its declaration. */
export const document = (root: string, content: Xml, namespace?: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content, namespace ? ` xmlns="${namespace}"` : '')}`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Replaces control characters, which XML 1.0 does not have, and escapes carriage returns, which parsers normalise. */
const escaped = (text: string) =>
  text
    .replace(/[&<>"]/g, (c) => entities[c] ?? c)
    .replace(/\r/g, '&#13;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be replaced
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
