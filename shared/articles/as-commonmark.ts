import { Link } from './body.ts';

/** Copy as CommonMark, and the line of the copy that each of its lines came from (both from 1). */
export type AsCommonMark = { markdown: string; lineOf: (line: number) => number };

/**
 * Copy as people write it, as CommonMark that says the same. Word's bullets are list items; a line without a mark ends a
 * list or a quote; stars between digits are signs (৫*৩*২); what looks like the definition of a link, but is a footnote or
 * defines nothing, is text.
 */
export function asCommonMark(copy: string): AsCommonMark {
  const lines = copy.split('\n');
  const references = namesIn(copy);
  const [written, cameFrom]: [string[], number[]] = [[], []];
  let before: Kind = 'blank';
  for (const [at, raw] of lines.entries()) {
    const line = withSigns(withDefinition(withBullet(withoutWord(raw), before), references));
    const kind = kindOf(line, before);
    if ((before === 'item' || before === 'quote') && kind === 'text') {
      written.push('');
      cameFrom.push(at);
    }
    written.push(line);
    cameFrom.push(at);
    before = kind;
  }
  return { markdown: written.join('\n'), lineOf: (line) => (cameFrom[line - 1] ?? lines.length - 1) + 1 };
}

type Kind = 'blank' | 'item' | 'quote' | 'text';

function kindOf(line: string, before: Kind): Kind {
  if (/^[ \t]*$/.test(line)) return 'blank';
  if (/^[ \t]*>/.test(line)) return 'quote';
  if (/^[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/.test(line)) return 'item';
  return before === 'item' && /^[ \t]/.test(line) ? 'item' : 'text';
}

/** Signs that begin an item of a list where people write: also Word's, which have codes of their own. */
export const bullets = '•●▪◦○‣⁃·\uF0B7\uF0A7';

/** Letters that do so before a tab, a level further in. */
export const innerBullets = 'o§';

const [bullet, innerBullet] = [
  new RegExp(`^([ \\t]*)[${bullets}][ \\t\\u00A0]*`),
  new RegExp(`^[ \\t]*[${innerBullets}]\\t[ \\t]*`),
];

/** Word's own element, whose name is none of HTML. */
const withoutWord = (line: string) => line.replace(/<\/?o:p ?\/?>/g, '');

/** Bullets as Word, phones and PDF write them: `•`, and in a list of these `o` before a tab, a level further in. */
const withBullet = (line: string, before: Kind) =>
  line.replace(bullet, '$1- ').replace(innerBullet, before === 'item' ? '  - ' : '- ');

/** Stars between two digits are not emphasis. What stands in angle brackets may be an address. */
const withSigns = (line: string) =>
  line.replace(/<[^<>\s]*>|(?<=\p{N})\*+(?=\p{N})/gu, (found) =>
    found.startsWith('<') ? found : found.replaceAll('*', '\\*'),
  );

const definition = /^((?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))*[ \t]*)\[([^[\]\n]+)\]:(.*)$/;

/** A line that defines a link stays as it is only if something refers to it, and it is nothing but a link. */
function withDefinition(line: string, references: ReadonlyMap<string, number>): string {
  const [, before = '', name = '', rest = ''] = definition.exec(line) ?? [];
  if (name === '') return line;
  const isReferred = (references.get(name.toLowerCase()) ?? 0) > 1;
  const address = rest.trim().replace(/^<(.*)>$/, '$1');
  const defines =
    before.trim() === '' && !name.startsWith('^') && isReferred && Link.safeParse(address).success;
  return defines ? line : `${before}\\[${name}]:${rest}`;
}

/** How often each name in square brackets occurs. */
function namesIn(copy: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [, name = ''] of copy.matchAll(/\[([^[\]\n]{1,200})\]/g))
    counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return counts;
}
