import { expect, it } from 'vitest';
import { addressesIn } from '../../shared/site/view/addresses.ts';

it.each([
  ['https://bn.wikipedia.org/wiki/ঢাকা।', 'https://bn.wikipedia.org/wiki/ঢাকা'],
  ['দেখুন http://www.travefy.com!', 'http://www.travefy.com'],
  ['“https://a.example”', 'https://a.example'],
  ['(https://github.com/)0', 'https://github.com/'],
  ['(https://en.wikipedia.org/wiki/X_(y))', 'https://en.wikipedia.org/wiki/X_(y)'],
  ['https://example.com/docs（中文）', 'https://example.com/docs'],
  ['https://a.example/x,y,', 'https://a.example/x,y'],
  ['www.bbs.gov.bd-এ', 'https://www.bbs.gov.bd-এ'],
  ['http://localhost', undefined],
  ['www.x', undefined],
  ['foo@www.a.com', undefined],
  ['javascript://a.example', undefined],
])('%s is a link to %s', (line, href) => {
  const parts = addressesIn(line);
  expect(parts.map(({ text }) => text).join('')).toBe(line);
  expect(parts.find((part) => part.href !== undefined)?.href).toBe(href);
});
