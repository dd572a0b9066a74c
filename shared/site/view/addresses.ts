import { Link } from '../../articles/body.ts';

/** A part of a line of text, and where it leads if it is an address. */
export type LinkedText = { text: string; href?: string };

/** Web addresses as people type them in copy; what follows an address in a sentence is cut off it. */
const address = /(?<![\p{L}\p{M}\p{N}@/.])(?:https?:\/\/|www\.)[^\s<>"“”‘’«»।॥]{1,2000}/giu;

/** A line of text in parts, with the addresses in it as links. */
export function addressesIn(line: string): LinkedText[] {
  const parts: LinkedText[] = [];
  let end = 0;
  for (const { 0: found, index } of line.matchAll(address)) {
    const text = withoutPunctuation(found);
    const href = /^www\./i.test(text) ? `https://${text}` : text;
    if (!Link.safeParse(href).success || !/^https?:\/\/[^/]+\.[^/]/i.test(href)) continue;
    if (index > end) parts.push({ text: line.slice(end, index) });
    parts.push({ text, href });
    end = index + text.length;
  }
  return end < line.length || parts.length === 0 ? [...parts, { text: line.slice(end) }] : parts;
}

/** The address without the punctuation of its sentence: a closing bracket is its own only if it opens one. */
function withoutPunctuation(found: string): string {
  let text = found;
  for (;;) {
    const last = text.at(-1) ?? '';
    const isItsOwn = last === ')' && text.split('(').length >= text.split(')').length;
    if (isItsOwn || !/[.,;:!?'*_~)\]}|…-]/.test(last)) return text;
    text = text.slice(0, -1);
  }
}
