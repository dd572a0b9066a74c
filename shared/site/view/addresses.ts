import { Link } from '../../articles/body.ts';

/** A part of a line of text, and where it leads if it is an address. */
export type LinkedText = { text: string; href?: string };

/** Web addresses as people type them in copy; what follows an address in a sentence is cut off it. */
const address =
  /(?<![\p{L}\p{M}\p{N}@/.])(?:https?:\/\/|www\.)[^\s<>"“”‘’«»।॥。，、！？（）「」【】]{1,2000}/giu;

/** A line of text in parts, with the addresses in it as links. */
export function addressesIn(line: string): LinkedText[] {
  const parts: LinkedText[] = [];
  let end = 0;
  for (const { 0: found, index } of line.matchAll(address)) {
    const text = withoutPunctuation(found);
    const href = /^www\./i.test(text) ? `https://${text}` : text;
    if (!isPublic(href)) continue;
    if (index > end) parts.push({ text: line.slice(end, index) });
    parts.push({ text, href });
    end = index + text.length;
  }
  return end < line.length || parts.length === 0 ? [...parts, { text: line.slice(end) }] : parts;
}

/** Whether an address is one that readers can follow: its host has a dot. */
const isPublic = (href: string) =>
  Link.safeParse(href).success && new URL(href).hostname.replace(/^www\./, '').includes('.');

/** The address without what follows it in its sentence: a bracket is its own only if it opens one. */
function withoutPunctuation(found: string): string {
  let open = 0;
  const end = [...found].findIndex((sign) => {
    if (sign === '(') open += 1;
    return sign === ')' && --open < 0;
  });
  const inside = end < 0 ? found : [...found].slice(0, end).join('');
  return inside.replace(/(?:[.,;:!?'*_~\]}|…-])+$/, '');
}
