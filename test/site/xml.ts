import { unescaped } from './reading.ts';

export type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

/** Reads an XML document as strictly as the standard asks, for what feeds use of it; throws at the first fault. */
export function readXml(document: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const body = document.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '').trim();
  if (body.length === document.length) throw new Error('no XML declaration');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(body) || !body.isWellFormed())
    throw new Error('a character XML does not allow');
  for (const [token] of body.matchAll(/<[^>]*>|[^<]+|</g)) {
    const current = open.at(-1) ?? root;
    if (!token.startsWith('<')) {
      if (/&(?!#\d+;|lt;|gt;|amp;|quot;|apos;)|\]\]>/.test(token)) throw new Error(`bad text: ${token}`);
      if (current === root) throw new Error('text outside the root');
      current.text += unescaped(token);
    } else if (token.startsWith('</')) {
      if (open.length === 1 || token !== `</${current.name}>`)
        throw new Error(`${token} ends ${current.name}`);
      open.pop();
    } else {
      const [, name, attributes = '', empty] =
        /^<([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>$/.exec(token) ?? [];
      if (!name) throw new Error(`bad tag: ${token}`);
      const pairs = [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)];
      const element: Element = { name, attributes: {}, children: [], text: '' };
      for (const [, key = '', value = ''] of pairs) element.attributes[key] = unescaped(value);
      current.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [only, ...others] = root.children;
  if (open.length > 1 || !only || others.length > 0) throw new Error('not one closed root element');
  return only;
}

/** The elements of this name right under another. */
export const under = (element: Element | undefined, name: string) =>
  element?.children.filter((child) => child.name === name) ?? [];
