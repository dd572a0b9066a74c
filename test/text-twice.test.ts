import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { Creative } from '../shared/ads/line-item.ts';
import { Content } from '../shared/articles/content.ts';
import { Filing } from '../shared/articles/filing.ts';
import { Slug } from '../shared/articles/slug.ts';
import { AuthorWish } from '../shared/authors/author.ts';
import { cleanRun } from '../shared/clean-text.ts';
import { Strip } from '../shared/fronts/pins.ts';
import { Description } from '../shared/media/picture.ts';
import { Destination, Path } from '../shared/redirects/redirect.ts';
import { line, prose, run, text } from '../shared/text.ts';

/** Marks, among them those that are two in NFC. */
const marks = ['\u0301', '\u0f73', '\u0344', '\u0f75', '\u0f81', '\u09be', '\u09cd'];
/** What goes, or may go, when a text is cleaned, folded or read as Markdown. */
const between = ['', '\u200d', '\u200c', '\u00ad', '\u034f', '\u200b', '\ufeff', '’', "'", ' ', '\n', '\\'];
const inCopy = [...between, '**', '<b></b>', '<!-- -->', '&zwj;', '&shy;', '[](/a)', '<br>', '`'];

const texts = (separators: readonly string[]) =>
  marks.flatMap((mark) =>
    separators.flatMap((between) =>
      [14, 15, 16, 29, 30, 31].map((n) => `ক${mark.repeat(n)}${between}${mark.repeat(n)} খবর`),
    ),
  );

/** Texts that are taken, and not as they are when what was stored of them is read. */
async function changing<T>(
  all: readonly T[],
  input: z.ZodType,
  stored: z.ZodType = input,
): Promise<{ taken: number; changed: T[] }> {
  const changed: T[] = [];
  let taken = 0;
  for (const one of all) {
    const { success, data } = await input.safeParseAsync(one);
    if (!success) continue;
    taken++;
    const again = stored.safeParse(data);
    if (!again.success || !isDeepStrictEqual(again.data, data)) changed.push(one);
  }
  return { taken, changed };
}

const until = '2026-11-24T06:00:00.000Z';
const within: [string, z.ZodType, (text: string) => unknown][] = [
  ['a text', text(2_000), (one) => one],
  ['a line', line(2_000), (one) => one],
  ['a run', run, (one) => one],
  ['prose', prose, (one) => one],
  ['a slug', Slug, (one) => one],
  ['a path', Path, (one) => `/${one.replaceAll('\n', '')}`],
  ['a destination', Destination, (one) => `/law/art_0123456789ab/${one.replaceAll('\n', '')}`],
  ['the strip', Strip, (one) => ({ text: one, until })],
  ['a description', Description, (one) => ({ alt: one, credit: one, rights: { note: one } })],
  ['a creative', Creative, (one) => ({ asset: 'ast_1', alt: one, url: 'https://a.example/' })],
  ['an author', AuthorWish, (one) => ({ name: one, role: one })],
];

describe('what is taken is stored, and taken as it is when it is read again', () => {
  it.each(within)('%s', async (_, schema, made) => {
    const { taken, changed } = await changing(texts(between).map(made), schema);
    expect(changed).toEqual([]);
    expect(taken).toBeGreaterThan(40);
  });

  it.each(['headline', 'standfirst', 'tags', 'bylines', 'dateline', 'slug', 'body'])(
    'copy: %s',
    async (field) => {
      const filed = texts(inCopy).map((one) => ({
        ...{ section: 'law', headline: 'ক', body: 'ক' },
        [field]: field === 'tags' || field === 'bylines' ? [one] : one,
      }));
      const { taken, changed } = await changing(filed, Filing, Content);
      expect(changed).toEqual([]);
      expect(taken).toBeGreaterThan(40);
    },
  );

  it('a run that a program cleans', () => {
    for (const one of texts(inCopy)) {
      const clean = cleanRun(one);
      if (clean !== undefined) expect(cleanRun(clean)).toBe(clean);
    }
  });
});
