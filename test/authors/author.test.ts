import { describe as about, expect, it } from 'vitest';
import { AuthorWish, bylineOf, describe, Slug } from '../../shared/authors/author.ts';
import { actor, noon } from '../articles/an-article.ts';

const kamal = actor('kamal', 'editor');

about('an author’s record', () => {
  it('counts its versions, and says each page elsewhere once', () => {
    const wish = AuthorWish.parse({
      name: ' রহিম উদ্দিন ',
      sameAs: ['https://x.com/rahim', 'https://x.com/rahim'],
    });
    const first = describe(undefined, 'rahim', wish, kamal);
    expect(first).toEqual({
      author: {
        ...{ slug: 'rahim', name: 'রহিম উদ্দিন', sameAs: ['https://x.com/rahim'] },
        ...{ version: 1, by: 'kamal', at: noon },
      },
      facts: [{ type: 'author.saved', data: { slug: 'rahim' } }],
    });
    expect(describe(first.author, 'rahim', wish, kamal).author.version).toBe(2);
  });

  it('is not a reporter’s to write', () =>
    expect(() =>
      describe(undefined, 'rahim', { name: 'ক', sameAs: [] }, actor('rumana', 'reporter')),
    ).toThrow('To change an author one must be editor or publisher'));

  it.each([
    'https://user:pw@evil.example/',
    'https:evil.example',
    'https://e.example/\u202Ex',
    'http://a.example/',
    'javascript:x',
  ])('has no page elsewhere at %j', (address) =>
    expect(AuthorWish.safeParse({ name: 'ক', sameAs: [address] }).success).toBe(false),
  );

  it.each([
    'Rahim',
    'rahim uddin',
    'রহিম',
    '-rahim',
    'rahim-',
    'a--b',
    'a/b',
    '',
    'x'.repeat(61),
    '1f2e3d4c5b6a',
  ])('cannot be called %j', (slug) => expect(Slug.safeParse(slug).success).toBe(false));

  it.each([
    { name: '' },
    { name: '\u200b' },
    { name: 'রহিম @rahim' },
    { name: 'ক', sameAs: ['http://x.com/a'] },
    { name: 'ক', sameAs: ['javascript:alert(1)'] },
    { name: 'ক', bio: 'খ'.repeat(501) },
    { name: 'ক', sameas: [] },
  ])('cannot be %j', (wish) => expect(AuthorWish.safeParse(wish).success).toBe(false));
});

about('a byline', () => {
  it.each([
    ['রহিম উদ্দিন @rahim-uddin', { name: 'রহিম উদ্দিন', slug: 'rahim-uddin' }],
    ['রহিম উদ্দিন\u00a0@rahim', { name: 'রহিম উদ্দিন', slug: 'rahim' }],
    ['রহিম@rahim', { name: 'রহিম', slug: 'rahim' }],
    ['রহিম উদ্দিন', { name: 'রহিম উদ্দিন' }],
    ['@rahim', { name: '@rahim' }],
    ['রহিম @Rahim', { name: 'রহিম @Rahim' }],
    ['রহিম @a @b', { name: 'রহিম @a', slug: 'b' }],
    ['desk@news.example', { name: 'desk@news.example' }],
  ])('%j is read as %j', (typed, read) => expect(bylineOf(typed)).toEqual(read));
});
