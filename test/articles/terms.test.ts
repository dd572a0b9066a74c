import { describe, expect, it } from 'vitest';
import { Live, termsListing } from '../../shared/articles/live.ts';
import { authorsOf, tagsOf, termOf, termsOf } from '../../shared/articles/terms.ts';
import { schema, upcast } from '../../shared/upcast.ts';

describe('the identity of an author or a tag', () => {
  const rahim = 'রহিম উদ্দিন';
  it.each([
    ['a space that does not break', 'রহিম\u00a0উদ্দিন'],
    ['two spaces', 'রহিম  উদ্দিন'],
    ['a zero-width space', 'রহিম\u200bউদ্দিন'],
    ['a zero-width space beside a space', 'রহিম \u200bউদ্দিন'],
    ['a tab', 'রহিম\tউদ্দিন'],
    ['a thin space', 'রহিম\u2009উদ্দিন'],
    ['white space around it', '\u00a0রহিম উদ্দিন \u3000'],
    ['a soft hyphen', 'রহিম উদ্\u00adদিন'],
    ['a byte order mark', '\ufeffরহিম উদ্দিন'],
    ['a word joiner', 'রহিম উদ্দিন\u2060'],
    ['a mark of direction', '\u200eরহিম উদ্দিন\u200f'],
    ['joiners', 'রহিম উদ্\u200cদি\u200dন'],
  ])('is not changed by %s', (_, typed) => {
    expect(termOf('author', typed)).toBe(termOf('author', rahim));
    expect(termOf('tag', typed)).toBe(termOf('tag', rahim));
  });

  it.each([
    ['রহিমউদ্দিন', 'another word'],
    ['রহিম উদ্দীন', 'another vowel'],
    ['রহিম-উদ্দিন', 'a hyphen that is seen'],
  ])('is another for %s: %s', (typed) => {
    expect(termOf('author', typed)).not.toBe(termOf('author', rahim));
  });

  it('is that of the record a byline refers to', () => {
    expect(termOf('author', 'রহিম উদ্দিন @rahim-uddin')).toBe('author/rahim-uddin');
    expect(termOf('author', 'রহিম\u00a0উদ্দিন  @rahim-2')).toBe('author/rahim-2');
    expect(termOf('tag', 'রহিম @rahim')).toMatch(/^tag\/[0-9a-f]{12}$/);
  });

  it('is the same as before for a name in plain spelling, so that its page keeps its address', () =>
    expect(termOf('author', 'রেহানা পারভীন')).toBe('author/734d74161a65'));
});

describe('what readers see', () => {
  it('is each author once, without what the name refers to, in the first spelling', () =>
    expect(
      authorsOf({ bylines: ['রহিম @rahim', 'সেলিনা হক', 'সেলিনা  হক', 'র. উদ্দিন @rahim', 'রহিম'] }),
    ).toEqual([
      { name: 'রহিম', term: 'author/rahim' },
      { name: 'সেলিনা হক', term: termOf('author', 'সেলিনা হক') },
      { name: 'রহিম', term: termOf('author', 'রহিম') },
    ]));

  it('is each tag once', () =>
    expect(tagsOf({ tags: ['BTRC', 'btrc', '১৯৭১', '1971'] }).map(({ name }) => name)).toEqual([
      'BTRC',
      '১৯৭১',
    ]));
});

describe('an article of an earlier version', () => {
  const old = {
    ...{ id: 'art_1', state: 'published', revision: 1, path: '/law/art_1', section: 'law', alert: 'none' },
    ...{ copyVersion: 1, copyHash: 'x', headline: 'শিরোনাম', bylines: ['রহিম  উদ্দিন'], tags: ['পদ্মা সেতু'] },
    ...{ publishedAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z', corrections: [] },
  };

  it('stays listed where it was, and is taken from there', () => {
    const live = Live.parse(upcast(old, 2, 'ARTICLE#art_1'));
    const [tag = '', author = ''] = live.terms;
    expect(tag).toBe(termOf('tag', 'পদ্মা সেতু'));
    expect(author).not.toBe(termOf('author', 'রহিম উদ্দিন'));
    expect(termsListing(live)).toEqual([tag, author]);
    expect(authorsOf(live)).toEqual([{ name: 'রহিম  উদ্দিন', term: author }]);
  });

  it('comes under the one author when it is corrected', () =>
    expect(termsOf({ tags: [], bylines: old.bylines })).toEqual([termOf('author', 'রহিম উদ্দিন')]));

  it('is left alone where it names its terms, and where it is no live record', () => {
    const now = { ...old, terms: ['tag/x'] };
    expect(upcast(now, schema, 'ARTICLE#art_1')).toBe(now);
    expect(upcast({ headline: 'ক', bylines: [], tags: [] }, 2, 'ARTICLE#art_1')).not.toHaveProperty('terms');
    expect(
      upcast({ state: 'killed', copyHash: 'x', path: '/a', terms: ['tag/1'] }, 1, 'ARTICLE#art_1'),
    ).toMatchObject({
      terms: ['tag/1'],
    });
  });
});
