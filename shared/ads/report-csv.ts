import type { Report } from './report.ts';

const columns = ['লাইন আইটেম', 'দিন', 'স্থান', 'দেখা', 'ক্লিক', 'ক্লিকের হার', 'বট'];

/**
 * A report for a spreadsheet (RFC 4180), with the byte order mark by which Excel recognises UTF-8. It holds ids, days,
 * slot names and numbers only: no typed text that a spreadsheet could run as a formula.
 */
export const csvOf = ({ lineItemId, days }: Report): string =>
  `\uFEFF${[
    columns,
    ...days.map(({ day, slot, impressions, clicks, clickRate, bots }) => [
      ...[lineItemId, day, slot, impressions, clicks],
      ...[clickRate ?? '', bots],
    ]),
  ]
    .map((row) => `${row.join(',')}\r\n`)
    .join('')}`;
