import { excerptOf } from '../excerpt.ts';
import type { Alteration } from './alteration.ts';
import { bullets, innerBullets } from './bullets.ts';
import { isHref } from './href.ts';

/** Copy as CommonMark, the line of the copy that each of its lines came from (both from 1), and what was left out. */
export type AsCommonMark = { markdown: string; lineOf: (line: number) => number; alterations: Alteration[] };

/**
 * Copy as people write it, as CommonMark that says the same. Word's bullets are list items; a line without a mark ends a
 * list or a quote; stars in sums and codes are signs (৫*৩*২, *121#), and so are those in an address; what looks like the
 * definition of a link, but is a footnote or defines nothing, is text; comments are left out.
 */
export function asCommonMark(raw: string): AsCommonMark {
  const { copy, alterations } = withoutComments(raw);
  const lines = copy.split('\n');
  const references = referencesIn(copy);
  const [written, cameFrom]: [string[], number[]] = [[], []];
  let before: Kind = 'blank';
  for (const [at, given] of lines.entries()) {
    const line = withSigns(withDefinition(withBullet(withMarks(withoutElements(given)), before), references));
    const kind = kindOf(line, before);
    if ((before === 'item' || before === 'quote') && kind === 'text') {
      written.push('');
      cameFrom.push(at);
    }
    written.push(line);
    cameFrom.push(at);
    before = kind;
  }
  const lineOf = (line: number) => (cameFrom[line - 1] ?? lines.length - 1) + 1;
  return { markdown: written.join('\n'), lineOf, alterations };
}

/** Comments of HTML are taken out, their line ends kept. One that has no end is text. */
function withoutComments(raw: string): { copy: string; alterations: Alteration[] } {
  const alterations: Alteration[] = [];
  const parts: string[] = [];
  let [from, counted, line] = [0, 0, 1];
  for (const { index } of raw.matchAll(/(?<!\\)<!--/g)) {
    if (index < from) continue;
    const end = raw.indexOf('-->', index + 4);
    if (end < 0) break;
    const comment = raw.slice(index, end + 3);
    line += countOf(raw.slice(counted, index), '\n');
    counted = index;
    alterations.push({
      ...{ pointer: '/body', line, excerpt: excerptOf(comment) },
      detail: 'A comment was left out: readers must not see it',
    });
    parts.push(raw.slice(from, index), '\n'.repeat(countOf(comment, '\n')));
    from = end + 3;
  }
  return { copy: parts.join('') + raw.slice(from), alterations };
}

const countOf = (text: string, sign: string) => text.split(sign).length - 1;

type Kind = 'blank' | 'item' | 'quote' | 'text';

function kindOf(line: string, before: Kind): Kind {
  if (/^[ \t]*$/.test(line)) return 'blank';
  if (/^[ \t]*>/.test(line)) return 'quote';
  if (/^[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/.test(line)) return 'item';
  return before === 'item' && /^[ \t]/.test(line) ? 'item' : 'text';
}

const [bullet, innerBullet] = [
  new RegExp(`^([ \\t]*)[${bullets}][ \\t\\u00A0]*`),
  new RegExp(`^[ \\t]*[${innerBullets}]\\t[ \\t]*`),
];

/** Bullets as Word, phones and PDF write them: `•`, and in a list of these `o` before a tab, a level further in. */
const withBullet = (line: string, before: Kind) =>
  line
    .replace(bullet, '$1- ')
    .replace(innerBullet, before === 'item' ? '  - ' : '- ')
    // A plus before a number is its sign: + 880.
    .replace(/^([ \t]*)\+(?=[ \t]+\p{N})/u, '$1\\+');

/** Word's own element, whose name is none of HTML; powers and indices, which would become a part of their number. */
const withoutElements = (line: string) =>
  line
    .replace(/<\/?o:p ?\/?>/g, '')
    .replace(
      /<(sup|sub)>([^<]{1,40})<\/\1>(?=([\p{L}\p{N}])?)/giu,
      (_, name: string, text: string, next?: string) => {
        if (/^\p{Script=Latin}+$/u.test(text) && next === undefined) return text;
        const sign = name.toLowerCase() === 'sup' ? '^' : '\\_';
        return next === undefined && /^\p{N}+$/u.test(text) ? `${sign}${text}` : `${sign}(${text})`;
      },
    )
    // Instructions and declarations are no markup of copy.
    .replace(/(?<!\\)<(?=[?!])/g, '\\<');

/**
 * Marks around quotation marks, with a suffix after them, as in `*“প্রথম আলো”*র`: CommonMark, made for languages without
 * suffixes, takes them for signs.
 */
export const quotedMarks =
  /(?<![\p{L}\p{M}\p{N}\\*])(\*{1,2})(?=[“‘"'(])([^*\n]{1,300}?[”’"')!?।])\1(?=[\p{L}\p{M}])/u;
const allQuotedMarks = new RegExp(quotedMarks, 'gu');

const withMarks = (line: string) =>
  line.replace(allQuotedMarks, (_, marks: string, text: string) =>
    marks === '*' ? `<i>${text}</i>` : `<b>${text}</b>`,
  );

/** Stars that are signs: between digits, and one in a sum (2x*3y, (৫+৩)*২). `**WHO**(…)` is no sum. */
export const starSigns = /(?<=\p{N})\*+(?=\p{N})|(?<=\p{N}\p{Script=Latin}?|\))\*(?=[\p{N}(#])/u;

/** A code that is dialled: *121*5#. */
export const dialCode = /\*{1,3}\p{N}{1,20}(?:\*{1,3}[\p{L}\p{M}\p{N}]{1,40}){0,9}\*?#/u;

const address = 'https?:\\/\\/[^\\s<>"\'\\]]+';
/** What stands in angle brackets may be an address. An address in an attribute is left as it is. */
const signs = new RegExp(
  `<[^<>\\s]*>|(?<![<"'=\\p{L}\\p{N}])${address}|${dialCode.source}|${starSigns.source}`,
  'gu',
);

/** Where an address ends: before the marks, and the full stop after them, that close what it stands in. */
function endOfAddress(found: string): number {
  let stop = found.length;
  while (stop > 0 && '.,;:!?)।'.includes(found.charAt(stop - 1))) stop--;
  let end = stop;
  while (end > 0 && '*_'.includes(found.charAt(end - 1))) end--;
  return end < stop ? end : found.length;
}

const withSigns = (line: string) =>
  line.replace(signs, (found, at: number) => {
    if (found.startsWith('<')) return found;
    const isEscaped = line[at - 1] === '\\';
    const isAddress = found.startsWith('http');
    const end = isAddress ? endOfAddress(found) : found.length;
    const [head, tail] = [found.slice(0, end), found.slice(end)];
    const asSigns = head.replace(/(?<!\\)[*_]/g, (sign, place) =>
      isEscaped && place === 0 ? sign : `\\${sign}`,
    );
    return asSigns + tail;
  });

const definition = /^((?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))*[ \t]*)\[([^[\]\n]+)\]:(.*)$/;

/** A line that defines a link stays as it is only if something refers to it, and it is nothing but a link, and the first. */
function withDefinition(line: string, references: Set<string>): string {
  const [, before = '', name = '', rest = ''] = definition.exec(line) ?? [];
  if (name === '') return line;
  const address = rest.trim().replace(/^<(.*)>$/, '$1');
  const isOne = before.trim() === '' && !name.startsWith('^') && isHref(address);
  if (isOne && references.delete(name.toLowerCase())) return line;
  return `${before}\\[${name}]:${rest}`;
}

/** The names in square brackets that refer to something: not those that define it, nor those of a link. */
const referencesIn = (copy: string) =>
  new Set([...copy.matchAll(/\[([^[\]\n]{1,200})\](?![:(])/g)].map(([, name = '']) => name.toLowerCase()));
