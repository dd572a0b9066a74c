import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../shared/articles/content.ts';
import { alterationsIn, Filing } from '../../shared/articles/filing.ts';
import { markdownOf } from '../../shared/articles/markdown-of.ts';
import { Body } from '../../shared/site/view/body.tsx';
import { html } from '../../shared/site/view/html.ts';

/** A piece of copy, and the words and numbers that readers must find of it. */
type Piece = { copy: string; words: string[] };

/** Words of both scripts, numbers of both, with what Bengali needs of joiners; none is a part of another. */
const word = fc
  .tuple(
    fc.constantFrom('র‍্যাব', 'ঢাকা', 'উদ্‌যাপন', 'বাংলাদেশ', 'news', 'Dhaka', '৫', '42', '১৯৭১', '2026'),
    fc.integer({ min: 100, max: 999 }),
  )
  .map(([text, n]) => (/[\p{N}]$/u.test(text) ? `${text}${n}` : `${text}ক${n}`));

const words = fc.array(word, { minLength: 1, maxLength: 4 });
/** What stands between words: white space of every kind, signs that nobody sees, punctuation. */
const gap = fc.constantFrom(
  ' ',
  ' ',
  ' ',
  '  ',
  '\u00A0',
  '\t',
  ' \u200B',
  '\u00AD ',
  ', ',
  '। ',
  ' – ',
  ' (',
  ') ',
  ' * ',
  ' < ',
  ' & ',
);
const sentence: fc.Arbitrary<Piece> = fc
  .tuple(words, fc.array(gap, { minLength: 4, maxLength: 4 }))
  .map(([all, gaps]) => ({
    words: all,
    copy: all.map((one, at) => `${one}${at < all.length - 1 ? gaps[at] : ''}`).join(''),
  }));

/** Something done to a sentence, as people do it. */
const dressed = fc
  .tuple(
    sentence,
    fc.constantFrom<(copy: string) => string>(
      (copy) => copy,
      (copy) => copy,
      (copy) => `**${copy}**`,
      (copy) => `*${copy}`,
      (copy) => `<b>${copy}</b>`,
      (copy) => `<span style="x">${copy}</span>`,
      (copy) => `<p>${copy}</p>`,
      (copy) => `[${copy}](http://a.gov.bd/x)`,
      (copy) => `[${copy}](#x)`,
      (copy) => `[${copy}](foo.html)`,
      (copy) => `<a href="https://a.example">${copy}</a>`,
      (copy) => `![${copy}](x.jpg)`,
      (copy) => `\`${copy}\``,
      (copy) => `~~${copy}~~`,
      (copy) => `“${copy}”`,
    ),
  )
  .map(([{ copy, words: all }, dress]) => ({ copy: dress(copy), words: all }));

const joinedBy = (by: string | ((at: number) => string)) => (pieces: Piece[]) => ({
  copy: pieces
    .map(({ copy }, at) => (typeof by === 'string' ? copy : `${by(at)}${copy}`))
    .join(typeof by === 'string' ? by : '\n'),
  words: pieces.flatMap((piece) => piece.words),
});

/** Lines as they come from Word, a phone, a PDF, a wire. */
const block: fc.Arbitrary<Piece> = fc
  .tuple(
    fc.array(dressed, { minLength: 1, maxLength: 5 }),
    fc.constantFrom<(pieces: Piece[]) => Piece>(
      joinedBy(' '),
      joinedBy('\n'),
      joinedBy('\r\n'),
      joinedBy('\u2028'),
      joinedBy('  \n'),
      joinedBy(() => '    '),
      joinedBy(() => '\t'),
      joinedBy(() => '- '),
      joinedBy(() => '•\t'),
      joinedBy((at) => (at % 2 ? '  - ' : '- ')),
      joinedBy((at) => (at % 2 ? 'o\t' : '•\t')),
      joinedBy((at) => `${at + 1}. `),
      joinedBy((at) => `${at + 1})\t`),
      joinedBy((at) => (at === 0 ? '- ' : '')),
      joinedBy(() => '> '),
      joinedBy((at) => (at === 0 ? '> ' : '')),
      joinedBy(() => '> - '),
      joinedBy((at) => (at === 0 ? '## ' : '')),
      joinedBy((at) => (at === 0 ? '' : at === 1 ? '---\n' : '')),
      (pieces) => ({
        copy: [
          '| ক | খ |',
          '|---|---|',
          ...pieces.map(({ copy }) => `| ${copy.replace(/[\n|]/g, ' ')} | ১ |`),
        ].join('\n'),
        words: ['ক', 'খ', ...pieces.flatMap((piece) => piece.words)],
      }),
      // Numbers that do not count up are words of the text.
      (pieces) => ({
        copy: pieces.map(({ copy }, at) => `${1975 - at}. ${copy}`).join('\n'),
        words: pieces.flatMap((piece, at) => [String(1975 - at), ...piece.words]),
      }),
      (pieces) => ({
        copy: `৫*৩*২ ${joinedBy(' ')(pieces).copy}[^1]\n\n[^1]: ${pieces[0]?.copy}\n\n[1]: ${pieces[0]?.copy}`,
        words: ['৫', '৩', '২', '1', ...pieces.flatMap((piece) => piece.words), ...(pieces[0]?.words ?? [])],
      }),
    ),
  )
  .map(([pieces, lay]) => lay(pieces));

const copies = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n\n', '\r\n\r\n', '\n\n\n'))
  .map(([pieces, between]) => joinedBy(between)(pieces));

const wordsIn = (text: string) => text.normalize('NFC').match(/[\p{L}\p{M}\p{N}\u200C\u200D]+/gu) ?? [];

const textOf = (page: string) =>
  page
    .replace(/<li[^>]*>|<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

const pageOf = ({ body }: Content) => textOf(html(Body({ blocks: body, origin: 'https://khobor.example' })));

/** How often each word is there. */
function counts(all: readonly string[]) {
  const known = new Map<string, number>();
  for (const one of all) known.set(one, (known.get(one) ?? 0) + 1);
  return known;
}

/** The words that a text has fewer of than it should. */
function missingIn(text: string, wanted: readonly string[]) {
  const there = counts(wordsIn(text));
  return [...counts(wanted.map((one) => one.normalize('NFC')))]
    .filter(([one, often]) => (there.get(one) ?? 0) < often)
    .map(([one]) => one);
}

const runs = Number(process.env.COPIES ?? 1_500);

describe('copy, however it is written', () => {
  it('is on the page with every word and number, and again when it was read from a file', async () => {
    await fc.assert(
      fc.asyncProperty(copies, async ({ copy, words: wanted }) => {
        const filing = { section: 'national', headline: 'শিরোনাম', body: copy };
        const content = await Filing.parseAsync(filing);
        expect(missingIn(pageOf(content), wanted)).toEqual([]);
        const again = await Filing.parseAsync({ ...filing, body: markdownOf(content.body) });
        expect(again.body).toEqual(content.body);
        for (const { detail } of await alterationsIn(filing)) expect(detail).toMatch(/^[A-Z].{10,}/);
      }),
      { numRuns: runs },
    );
  });
});
