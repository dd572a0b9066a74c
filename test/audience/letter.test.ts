import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertLetter } from '../../shared/audience/alert-letter.ts';
import { confirmationLetter } from '../../shared/audience/confirmation-letter.ts';
import { ownDataLetter } from '../../shared/audience/own-data-letter.ts';
import { newsroom } from '../../shared/newsroom.ts';

const origin = 'https://khobor.example';
const token = `sub_${'0'.repeat(12)}.${'0'.repeat(26)}`;
const tokens = { own: token, end: `${token}.${'0'.repeat(27)}.${'0'.repeat(27)}` };
const live = {
  ...{ section: 'national' as const, headline: 'চরের স্কুলে প্রথম ঘণ্টা', standfirst: 'দেড় শ শিশু আজ স্কুলে গেছে।' },
  ...{ bylines: ['রুমানা হক'], path: '/national/art_7k2m9x4q1w5p' },
  ...{
    updatedAt: '2026-11-24T06:00:00.000Z',
    corrections: [
      { revision: 2, note: 'শিশু দেড় শ, দেড় হাজার নয়।' },
      { revision: 3, note: 'আরেক ভুল।' },
    ],
  },
};
const letters = {
  section: alertLetter('section', live, origin, tokens),
  breaking: alertLetter('breaking', live, origin, tokens),
  correction: alertLetter('correction', live, origin, tokens, 2),
  confirmation: confirmationLetter(
    { address: 'a@pathok.example', sections: ['national'], at: live.updatedAt },
    token,
    origin,
  ),
  'own data': ownDataLetter(token, origin),
};

const heading = (html: string) =>
  (/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '')
    .replaceAll('<br>', '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
const tags = (html: string) => html.replaceAll('<br>', '').split('<').length;

describe.each(Object.entries(letters))('the letter: %s', (_, { subject, text, html }) => {
  it('says in Bengali who sends it, and why, in text and in HTML', () => {
    for (const part of [text, html]) {
      expect(part).toContain(newsroom.name);
      expect(part).toContain(newsroom.imprint.address);
    }
    expect(html).toContain('lang="bn"');
    expect(subject).toMatch(/[\u0980-\u09ff]/);
  });

  it('loads nothing, runs nothing, and weighs little', () => {
    expect(html).not.toMatch(/<(img|script|link|iframe|form|video)|url\(|@import|@font-face/i);
    expect(Buffer.byteLength(html) + Buffer.byteLength(text)).toBeLessThan(12_000);
  });

  it('has colours for the dark, and nothing that is pure black or white', () => {
    expect(html).toContain('prefers-color-scheme:dark');
    expect(html).not.toMatch(/#fff\b|#ffffff|#000\b|#000000/i);
  });
});

describe('a letter of an alert', () => {
  it('leads to the article, to what the reader gets, and to its end', () => {
    for (const part of [letters.section.text, letters.section.html])
      for (const link of [live.path, `/preferences#token=${token}`, `/unsubscribe#token=${token}`])
        expect(part).toContain(`${origin}${link}`);
  });

  it('of a correction says what was wrong, and that it was mailed', () => {
    expect(letters.correction.subject).toMatch(/^সংশোধন: /);
    expect(letters.correction.text).toContain('শিশু দেড় শ, দেড় হাজার নয়।');
  });

  it('says what people write, as it is, and takes nothing of it for HTML or a header', () => {
    const signs = fc.constantFrom(
      '{',
      '}',
      '{{{',
      '\\',
      '&',
      '<',
      '>',
      '"',
      "'",
      '\r\n',
      '\u200c',
      'ক্ষ',
      '😀',
      '\u202e',
      'চর ',
    );
    const said = fc.array(signs, { minLength: 1, maxLength: 80 }).map((all) => all.join(''));
    const usual = tags(letters.section.html);
    fc.assert(
      fc.property(said, said, (headline, standfirst) => {
        const { subject, html, text } = alertLetter(
          'section',
          { ...live, headline, standfirst },
          origin,
          tokens,
        );
        expect(heading(html)).toBe(headline.replaceAll('\r\n', '\r\n'));
        expect(text.startsWith(headline)).toBe(true);
        expect(tags(html)).toBe(usual);
        expect(subject).not.toMatch(/[\r\n]/);
        expect([...new Intl.Segmenter('bn').segment(subject)].length).toBeLessThanOrEqual(70);
      }),
    );
  });
});
