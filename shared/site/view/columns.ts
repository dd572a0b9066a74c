import type { Block, Span } from '../../articles/body.ts';

/** A number as tables have it: `১২,৩৪৫`, `৳ ৫০০`, `−১.৫%`, `১২টি`, `৩ কোটি`. */
const number =
  /^[৳$€£+−–-]? ?[0-9০-৯][0-9০-৯.,/:]*(?: ?(?:%|টি|টা|জন|টাকা|হাজার|লাখ|কোটি|বছর|কেজি|টন|কিমি|মিটার|শতাংশ))?$/;

/**
 * The class of each column of a table: as its copy says, else `number`, set to the right, where every cell that says
 * anything is a number; undefined for text.
 */
export function columnsOf({ head, rows, align }: Extract<Block, { kind: 'table' }>): (string | undefined)[] {
  return head.map((_, column) => {
    const said = align?.[column];
    if (said) return said === 'right' ? 'number' : said === 'center' ? 'centred' : undefined;
    const texts = rows.map((row) => textOf(row[column] ?? [])).filter((text) => !/^[-–—]?$/.test(text));
    return texts.length > 0 && texts.every((text) => number.test(text)) ? 'number' : undefined;
  });
}

const textOf = (spans: readonly Span[]) =>
  spans
    .map(({ text }) => text)
    .join('')
    .trim();
