import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathAtTheEdge } from '../../infra/local/front.ts';
import { lookedUpAt } from '../../shared/articles/looked-up-at.ts';
import { type TermKind, termOf } from '../../shared/articles/terms.ts';
import { identityOf } from '../../shared/bangla/fold.ts';
import { spellingsOf } from '../../shared/bangla/spellings.ts';
import { termPath } from '../../shared/site/view/paths.ts';

const addressOf = (kind: TermKind, name: string) => termPath({ name, term: termOf(kind, name) });

/** The object that the edge finds for a path. */
const objectAt = (path: string) =>
  pathAtTheEdge({ method: 'GET', path, query: '', headers: {}, body: Buffer.alloc(0), ip: '' });

describe('the address of a tag or an author', () => {
  it.each([
    ['নদীভাঙন', '/tag/নদীভাঙন'],
    ['পদ্মা সেতু', '/tag/পদ্মা_সেতু'],
    ['র‍্যাব', '/tag/র্যাব'],
    ['কোভিড-১৯', '/tag/কোভিড-19'],
    ['BNP', '/tag/bnp'],
    ['ড. ইউনূস', '/tag/ড._ইউনূস'],
    ['ঝড়', '/tag/ঝ\u09a1\u09bc'],
  ])('names it: %s', (name, address) => {
    expect(decodeURI(addressOf('tag', name))).toBe(address);
    expect(objectAt(addressOf('tag', name))).toBe(`/${termOf('tag', name)}`);
  });

  it('names an author by the name, or by the slug of the record', () => {
    expect(decodeURI(addressOf('author', 'রেহানা পারভীন'))).toBe('/author/রেহানা_পারভীন');
    expect(addressOf('author', 'রহিম @rahim-uddin')).toBe('/author/rahim-uddin');
    expect(objectAt('/author/rahim-uddin/feed.xml')).toBe('/author/rahim-uddin/feed.xml');
  });

  it.each([
    ['a/b'],
    ['..'],
    ['.'],
    ['%2e%2e'],
    ['../../assets'],
    ['a?b'],
    ['a#b'],
    ['a\\b'],
    ['a_b'],
    ['<script>'],
    ['"onload="x'],
    ['\u0000'],
    ['a\u0007b'],
    ['😀'],
    ['\ud800'],
    ['।'],
    ['C++'],
    ['1f2e3d4c5b6a'],
    ['ক'.repeat(300)],
    ['-ক-'],
    ['কে\u200Cাথায়'],
    ['ক.'],
    [''],
  ])('is its id where the name %j is none for an address', (name) => {
    expect(addressOf('tag', name)).toBe(`/${termOf('tag', name)}`);
  });

  it('is its id where a name looks like an author’s slug, and where an earlier version made the term', () => {
    expect(addressOf('author', 'Reuters')).toBe(`/${termOf('author', 'Reuters')}`);
    expect(termPath({ name: 'রহিম  উদ্দিন', term: 'author/0123456789ab' })).toBe('/author/0123456789ab');
  });

  const sign = fc.oneof(
    fc.constantFrom(
      ...'কখগড়ঢ়য়ািুেোৌ্ংঃঁৎ০৯।॥-_. /%\\?#:@&=+',
      '\u200c',
      '\u200d',
      '\u09df',
      '\u09bc',
      '\u0007',
      '\u00a0',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  );
  const name = fc.array(sign, { maxLength: 80 }).map((signs) => signs.join(''));

  it('is one segment, which no browser changes, and leads to its object, whatever the name', () => {
    let byName = 0;
    fc.assert(
      fc.property(fc.constantFrom<TermKind>('tag', 'author'), name, (kind, typed) => {
        const [term, path] = [termOf(kind, typed), addressOf(kind, typed)];
        if (kind === 'author' && term.includes('-')) return;
        if (path !== `/${term}`) byName++;
        expect(path).toMatch(/^\/(tag|author)\/[^/?#\\]+$/);
        expect(new URL(path, 'https://news.example').pathname).toBe(path);
        expect(objectAt(path)).toBe(`/${term}`);
        expect(objectAt(`${path}/feed.xml`)).toBe(`/${term}/feed.xml`);
        expect(lookedUpAt(decodeURIComponent(path))).toBe(`/${term}`);
      }),
      { numRuns: 2_000 },
    );
    expect(byName).toBeGreaterThan(50);
  });

  it('is the same for names that differ only in form', () => {
    const forms = ['র‍্যাব', 'র্যাব', ' র্যাব ', 'র\u200c্যাব'];
    expect(new Set(forms.map((form) => addressOf('tag', form))).size).toBe(1);
    expect(addressOf('tag', 'Btrc ১৯৭১')).toBe(addressOf('tag', 'BTRC\u00a01971'));
  });
});

describe('the edge', () => {
  it('finds a tag by every spelling that keyboards and programs make of its name', () => {
    const words = ['ঝড় ও বৃষ্টি', 'মূল্যস্ফীতি ২০২৬', 'সৌরবিদ্যুৎ', 'আষাঢ়', 'র‍্যাব', 'হঠাৎ', 'সংস্কৃতি', 'নয়ন'];
    for (const word of words)
      for (const spelling of [...spellingsOf(word), word.replaceAll(' ', '_'), ` ${word} `, identityOf(word)])
        expect(objectAt(`/tag/${encodeURIComponent(spelling)}`), spelling).toBe(`/${termOf('tag', word)}`);
  });

  it('leaves the ids of before as they are, with or without a slash', () => {
    expect(objectAt('/tag/1f2e3d4c5b6a')).toBe('/tag/1f2e3d4c5b6a');
    expect(objectAt('/author/1f2e3d4c5b6a/feed.json/')).toBe('/author/1f2e3d4c5b6a/feed.json');
    expect(objectAt(`${addressOf('tag', 'নদী')}//`)).toBe(`/${termOf('tag', 'নদী')}`);
  });

  it.each([
    '/tag/..%2f..%2fassets%2fx.js',
    '/tag/%2e%2e',
    '/tag/%2Fdesk%2F',
    '/tag/%00',
    '/tag/a%0d%0ab',
    `/tag/${'%E0%A6%95'.repeat(300)}`,
    '/author/__proto__',
  ])('makes no path of %s', (path) => {
    expect(objectAt(path)).toMatch(/^\/(tag|author)\/[0-9a-f]{12}$/);
  });

  it('finds nothing for what cannot be decoded', () => {
    expect(objectAt('/tag/%ff')).toBe('/not-found/not-found');
  });

  it('leaves every other path', () => {
    for (const path of ['/tag', '/tags/x', '/tag/a/b', '/x/tag/a', '/tag/a/feed.xml/b', '/tag/a/atom.xml'])
      expect(objectAt(path)).toBe(path);
  });
});
