import { describe, expect, it } from 'vitest';
import { termOf } from '../../shared/articles/terms.ts';
import type { Change } from '../../shared/site/kind.ts';
import { termPage } from '../../shared/site/pages/term.tsx';
import { termFeeds } from '../../shared/site/pages/term-feed.ts';
import { aNews } from './a-news.ts';
import { aCard, site } from './a-story.ts';
import { readXml, under } from './xml.ts';

const [tag, author] = [termOf('tag', 'তিস্তা'), 'author/rahim'];
const of = (differences: Partial<Change>): Change => ({
  ...{ touches: [], ids: [], sections: [], days: ['2024-11-02'], terms: [] },
  ...differences,
});
const card = (id: string, publishedAt: string) =>
  aCard({ id, publishedAt, tags: ['তিস্তা'], bylines: ['রহিম উদ্দিন @rahim'] });
const cards = [card('art_b', '2024-11-02T15:30:00.000Z'), card('art_a', '2024-11-02T10:00:00.000Z')];
const news = aNews({
  between: async (section) => (section === 'national' ? cards : []),
  underTerm: async (term) => ({ cards: term === tag ? cards : cards.slice(0, 1) }),
});
const paths = async (change: Change) => (await termFeeds.pages(change, news)).map(({ path }) => path);
const both = (term: string) => [`/${term}/feed.xml`, `/${term}/feed.json`];

describe('the feeds of tags and authors', () => {
  it.each<[string, Partial<Change>, string[]]>([
    [
      'a publication under a term that is new',
      { touches: ['publication'], ids: ['art_b'], terms: [author] },
      both(author),
    ],
    ['no other publication', { touches: ['publication'], ids: ['art_b'], terms: [tag] }, []],
    ['a correction or a withdrawal', { touches: ['change'], ids: ['art_b'], terms: [tag] }, both(tag)],
    ['both at once', { touches: ['publication', 'change'], ids: ['art_b'], terms: [tag] }, both(tag)],
    ['what is said of an author', { touches: ['author'], terms: [author] }, both(author)],
    ['a rebuild', { terms: [tag] }, both(tag)],
    ['an hour in which something was published', { touches: ['new hour'] }, [...both(tag), ...both(author)]],
    ['no hour without', { touches: ['new hour'], days: [] }, []],
  ])('are written by %s', async (_, change, written) => expect(await paths(of(change))).toEqual(written));

  it('are no more than those of two hours', async () => {
    const old = aNews({ ...news, between: async () => cards.slice(1) });
    expect(await termFeeds.pages(of({ touches: ['new hour'] }), old)).toEqual([]);
  });

  it('carry the articles under it, and the name', async () => {
    const [rss, json] = await Promise.all(
      (await termFeeds.pages(of({ terms: [tag] }), news)).map(
        async ({ render }) => (await render(news)).body,
      ),
    );
    const [channel] = under(readXml(rss ?? ''), 'channel');
    expect(under(channel, 'title')[0]?.text).toBe('খবর: তিস্তা');
    expect(under(channel, 'link')[0]?.text).toBe(`https://news.example/tag/${encodeURIComponent('তিস্তা')}`);
    expect(under(channel, 'item').map((item) => under(item, 'guid')[0]?.text)).toEqual(['art_b', 'art_a']);
    expect(JSON.parse(json ?? '')).toMatchObject({
      title: 'খবর: তিস্তা',
      feed_url: `https://news.example/tag/${encodeURIComponent('তিস্তা')}/feed.json`,
      items: [{ id: 'art_b' }, { id: 'art_a' }],
    });
  });

  it('are named by the page, once there are articles', () => {
    expect(termPage({ term: tag, cards }, site)).toContain(
      `href="/tag/${encodeURIComponent('তিস্তা')}/feed.xml"`,
    );
    const author = {
      slug: 'rahim',
      name: 'রহিম',
      sameAs: [],
      version: 1,
      by: 'kamal',
      at: '2024-11-02T00:00:00.000Z',
    };
    expect(termPage({ term: 'author/rahim', cards: [], author }, site)).not.toContain(
      'author/rahim/feed.xml',
    );
  });
});
