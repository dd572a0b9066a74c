import type { Block, Span } from '../../../shared/articles/body.ts';
import { bullets } from '../../../shared/articles/bullets.ts';
import { numberOf } from '../../../shared/articles/lint/found.ts';
import { isVisible } from '../../../shared/clean-text.ts';
import { foreignSign } from '../../../shared/signs.ts';
import { settledBody } from './body-and-doc.ts';
import { type LeftOut, leftOut, mostLeftOut } from './left-out.ts';

export type Pasted = { blocks: Block[]; leftOut: LeftOut[] };

/**
 * Plain text as blocks: an empty line ends a paragraph, bullets and numbers that count up make a list, *stars* and
 * _underscores_ around words are WhatsApp's bold and italic. Lines that end within sentences, as those of a PDF, are one;
 * long lines that are sentences are paragraphs; the short lines of a poem or an address stay lines. No word is lost.
 */
export function blocksOfText(text: string): Pasted {
  const told: LeftOut[] = [];
  const lines = text.split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/).map((line) => line.trim());
  const sign = foreignSign(text.replace(/[\r\n\v\f\u0085]/g, ' '));
  if (sign) told.push(leftOut('broken-signs', `${sign.after} ${sign.name}`));
  const blocks = groupsOf(lines).flatMap((group) => blocksOfGroup(group, told));
  return { blocks: settledBody(blocks), leftOut: told.slice(0, mostLeftOut) };
}

/** Lines that stand together: between two empty ones. */
function groupsOf(lines: readonly string[]): string[][] {
  const groups: string[][] = [[]];
  for (const line of lines)
    if (isVisible(line)) groups.at(-1)?.push(line);
    else if (groups.at(-1)?.length) groups.push([]);
  return groups.filter((group) => group.length > 0);
}

const bulleted = new RegExp(`^(?:[${bullets}]\\s*|[-*]\\s+)(?=\\S)`, 'u');
const numbered = /^([0-9০-৯]{1,3})[.)।]\s+(?=\S)/;

type Item = { text: string; number?: number };

function blocksOfGroup(lines: readonly string[], told: LeftOut[]): Block[] {
  const items = lines.map(itemOf);
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const end = endOfList(items, at);
    if (end > at) {
      const [first] = items.slice(at, end);
      const start = first?.number ?? 1;
      blocks.push({
        kind: 'list',
        ordered: first?.number !== undefined,
        ...(start === 1 ? {} : { start }),
        items: items.slice(at, end).map((item) => spansOfLine(item?.text ?? '')),
      });
      at = end;
      continue;
    }
    let next = at + 1;
    while (next < lines.length && endOfList(items, next) === next) next += 1;
    blocks.push(...paragraphsOf(lines.slice(at, next), told));
    at = next;
  }
  return blocks;
}

function itemOf(line: string): Item | undefined {
  const bullet = bulleted.exec(line);
  if (bullet) return { text: line.slice(bullet[0].length) };
  const number = numbered.exec(line);
  return number ? { text: line.slice(number[0].length), number: numberOf(number[1] ?? '') } : undefined;
}

/** Where a list that begins at a line ends: there, if none does. One number by itself makes no list: ১৯৭১. যুদ্ধ. */
function endOfList(items: readonly (Item | undefined)[], at: number): number {
  const first = items[at];
  if (!first) return at;
  let end = at + 1;
  for (let next = items[end]; next; next = items[end]) {
    const goesOn =
      first.number === undefined ? next.number === undefined : next.number === first.number + end - at;
    if (!goesOn) break;
    end += 1;
  }
  return first.number !== undefined && end - at < 2 ? at : end;
}

/** As lint has it: a line as long as that of a column, or longer. */
const long = 60;
const endsSentence = /[।॥?!.:”’"')]$/;

function paragraphsOf(lines: readonly string[], told: LeftOut[]): Block[] {
  const inner = lines.slice(0, -1);
  const longOnes = inner.filter((line) => line.length >= long);
  const isPoem = longOnes.length === 0 || longOnes.length < inner.length / 2;
  if (isPoem) return [paragraph(lines.join('\n'))];
  if (longOnes.filter((line) => endsSentence.test(line)).length >= longOnes.length / 2)
    return lines.map(paragraph);
  told.push(leftOut('joined-lines', lines[0] ?? ''));
  return [paragraph(lines.join(' '))];
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: spansOfLine(text) });

/** A sign of WhatsApp stands at the edge of words: ৫*৩*২ and *121# are none. */
const signed =
  /(?<![\p{L}\p{M}\p{N}*_])([*_])(?=[^\s*_])([^*_\n]{0,500}?[^\s*_])\1(?![\p{L}\p{M}\p{N}*_#])/gu;

function spansOfLine(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const { 0: whole, 1: sign, 2: inner = '', index } of text.matchAll(signed)) {
    // What is around a word is bold; what is around signs alone is no formatting.
    if (!/[\p{L}]/u.test(inner)) continue;
    if (index > from) spans.push({ text: text.slice(from, index) });
    spans.push({ text: inner, marks: [sign === '*' ? 'strong' : 'emphasis'] });
    from = index + whole.length;
  }
  if (from < text.length) spans.push({ text: text.slice(from) });
  return spans;
}
