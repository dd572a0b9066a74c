import type { Node } from 'prosemirror-model';
import type { Block } from '../../../shared/articles/body.ts';
import type { Content } from '../../../shared/articles/content.ts';
import type { RuleName, Warning } from '../../../shared/articles/lint/warning.ts';
import { isOvermarked, lengthOf } from '../../../shared/clean-text.ts';
import { sections } from '../../../shared/newsroom.ts';
import { isKind } from './kinds.ts';

/** What lint found in a document of the editor, between two of its places. */
export type FoundPlace = { rule: RuleName; from: number; to: number; excerpt: string };

/**
 * The document as lint reads it, and where each text of it begins. One block for each of its own, one run for each line:
 * so a place in a text is a place in the document. Text is read in NFC, as rules are written.
 */
export function readable(doc: Node): { body: Block[]; starts: Map<string, { at: number; text: string }> } {
  const starts = new Map<string, { at: number; text: string }>();
  const body: Block[] = [];
  doc.forEach((node, offset) => {
    const pointer = `/body/${body.length}`;
    const spans = (line: Node, at: number, name: string) => {
      const text = line.textBetween(0, line.content.size, '\n', '\n');
      starts.set(`${pointer}/${name}/0/text`, { at, text });
      // No letter has so many marks, and to normalise them takes the square of their number.
      return text === '' || isOvermarked(text) ? [] : [{ text: text.normalize('NFC') }];
    };
    const inner = (name: string) =>
      node.children.map((line, nth) => spans(line, offset + 2 + sizeOf(node, nth), `${name}/${nth}`));
    switch (isKind(node.type.name) ? node.type.name : undefined) {
      case 'paragraph':
        body.push({ kind: 'paragraph', spans: spans(node, offset + 1, 'spans') });
        break;
      case 'heading':
        body.push({ kind: 'heading', level: node.attrs.level, spans: spans(node, offset + 1, 'spans') });
        break;
      case 'list':
        body.push({ kind: 'list', ordered: node.attrs.ordered, items: inner('items') });
        break;
      case 'quote':
        body.push({ kind: 'quote', paragraphs: inner('paragraphs') });
        break;
      case 'table': {
        const rows = node.children.map((row, nth) =>
          row.children.map((cell, column) => {
            const name = nth === 0 ? `head/${column}` : `rows/${nth - 1}/${column}`;
            return spans(cell, offset + 3 + sizeOf(node, nth) + sizeOf(row, column), name);
          }),
        );
        const [head = [], ...others] = rows;
        body.push({ kind: 'table', head, rows: others });
        break;
      }
      default:
        // What has no text of the body holds its place.
        body.push({ kind: 'paragraph', spans: [] });
    }
  });
  return { body, starts };
}

/** The size of the first children of a node. */
const sizeOf = (node: Node, count: number) =>
  node.children.slice(0, count).reduce((sum, { nodeSize }) => sum + nodeSize, 0);

/** Runs lint on a document: on its body alone, the fields of an article are the form's. */
export function foundIn(
  doc: Node,
  lint: (content: Content, at: string) => Warning[],
  at: string,
): FoundPlace[] {
  const { body, starts } = readable(doc);
  const content: Content = { section: sections[0], headline: '', bylines: [], body, tags: [], alert: 'none' };
  return lint(content, at).flatMap(({ rule, pointer, offset, length, excerpt }) => {
    const start = starts.get(pointer);
    if (!start) return [];
    const [first, last] = [offset, offset + length].map((codePoints) => indexOf(start.text, codePoints));
    if (first === undefined || last === undefined || first === last) return [];
    return [{ rule, from: start.at + first, to: start.at + last, excerpt }];
  });
}

/**
 * The UTF-16 index in a text of so many code points of its NFC: য় typed as one letter is two there. Word by word, since
 * nothing composes over a space.
 */
export function indexOf(text: string, codePoints: number): number {
  let [index, counted] = [0, 0];
  for (const [part] of text.matchAll(/\S+|\s+/g)) {
    const length = settledLength(part);
    if (counted + length > codePoints) return index + indexIn(part, codePoints - counted);
    index += part.length;
    counted += length;
  }
  return index;
}

function indexIn(word: string, codePoints: number): number {
  let index = 0;
  for (const letter of word) {
    if (settledLength(word.slice(0, index)) >= codePoints) break;
    index += letter.length;
  }
  return index;
}

const settledLength = (text: string) => lengthOf(text.normalize('NFC'));

/** What puts a finding right where that is certain; undefined where somebody must read. */
export function mended(rule: RuleName, text: string): string | undefined {
  switch (rule) {
    case 'double-danda':
      return '।';
    case 'space-before-danda':
      return '।';
    case 'space-after-danda':
      return text.replace(/।(?=\p{L})/gu, '। ');
    case 'repeated-word':
      return text.trim().split(/\s+/)[0];
    case 'mixed-digits':
      return /[০-৯]/.test(text)
        ? text.replace(/[0-9]/g, (digit) => String.fromCharCode(0x9e6 + Number(digit)))
        : undefined;
    default:
      return undefined;
  }
}
