import { describe, expect, it } from 'vitest';
import type { Card } from '../../shared/articles/card.ts';
import { sections } from '../../shared/newsroom.ts';
import { newDay } from '../../shared/site/change.ts';
import { monthSitemapOf } from '../../shared/site/pages/month-sitemap.ts';
import { newsSitemap } from '../../shared/site/pages/news-sitemap.ts';
import { sitemapIndex } from '../../shared/site/pages/sitemap-index.ts';
import { aNews } from './a-news.ts';
import { aCard } from './a-story.ts';
import { readXml, under } from './xml.ts';

/** 24 November 2026 in Dhaka, from midnight on. */
const now = '2026-11-23T18:00:00.000Z';
const newest = '2026-11-24T10:00:00.000Z';
const hoursBefore = (instant: string, hours: number) =>
  new Date(Date.parse(instant) - hours * 3_600_000).toISOString();
const published = (at: string, id = at): Card => aCard({ id, section: 'sport', publishedAt: at });

/** A paper that published these, newest first, as fronts of that day get it. */
const aPaper = (cards: Card[]) =>
  aNews({
    latest: async (section, limit) => cards.filter((card) => card.section === section).slice(0, limit),
    between: async (section, since, until) =>
      cards.filter(
        (card) => card.section === section && card.publishedAt >= since && card.publishedAt <= until,
      ),
    now,
    hour: now,
  });

async function addressesIn(cards: Card[]): Promise<string[]> {
  const news = aPaper(cards);
  const [page] = await newsSitemap.pages(newDay(now), news);
  const urls = under(readXml((await page?.render(news))?.body ?? ''), 'url');
  return urls.map((url) => under(url, 'loc')[0]?.text.split('/').at(-1) ?? '');
}

describe('the news sitemap', () => {
  it('holds what the paper published today and yesterday: never anything older than 48 hours', async () => {
    const [yesterday, before] = [hoursBefore(now, 24), hoursBefore(now, 24.01)];
    expect(await addressesIn([newest, yesterday, before].map((at) => published(at)))).toEqual([
      newest,
      yesterday,
    ]);
  });

  it('looks in every section', async () => {
    const cards = sections.map((section) => ({ ...published(newest, section), section }));
    expect((await addressesIn(cards)).sort()).toEqual([...sections].sort());
  });

  it('holds the thirty newest of a section, so that it grows no further with the day', async () => {
    const cards = Array.from({ length: 31 }, (_, nth) => published(hoursBefore(newest, nth / 60), `${nth}`));
    const addresses = await addressesIn(cards);
    expect([addresses.length, addresses[0], addresses.at(-1)]).toEqual([30, '0', '29']);
  });
});

describe('the index of sitemaps', () => {
  const indexOf = async (cards: Card[]) => {
    const news = aPaper(cards);
    const [page] = await sitemapIndex.pages(newDay(now), news);
    return (await page?.render(news))?.body ?? '';
  };

  it('names the news sitemap only while that has something', async () => {
    expect(await indexOf([published(newest)])).toContain('<loc>https://news.example/news-sitemap.xml</loc>');
    expect(await indexOf([published(hoursBefore(now, 100))])).not.toContain('news-sitemap');
    expect(await indexOf([])).toContain('/sitemaps/pages.xml');
  });

  it('is written with the first article after a silence, and with no other of today', async () => {
    const touched = async (ids: string[], cards: Card[]) =>
      (
        await sitemapIndex.pages(
          { ...newDay(now), touches: ['publication'], ids, days: ['2026-11-24'] },
          aPaper(cards),
        )
      ).length;
    expect(await touched(['a'], [published(newest, 'a')])).toBe(1);
    expect(await touched(['a'], [published(newest, 'a'), published(newest, 'b')])).toBe(0);
  });
});

describe('the sitemap of a month', () => {
  it('names the pages of tags and authors of its articles, each once', () => {
    const card = { ...published(newest, 'a'), tags: ['নদী'], bylines: ['রহিম @rahim-uddin'] };
    const map = monthSitemapOf([card, { ...card, id: 'b' }], { origin: 'https://news.example' });
    const addresses = under(readXml(map), 'url').flatMap((url) => under(url, 'loc').map(({ text }) => text));
    expect(addresses.filter((one) => /\/(tag|author)\//.test(one))).toEqual([
      'https://news.example/author/rahim-uddin',
      `https://news.example/tag/${encodeURIComponent('নদী')}`,
    ]);
  });
});
