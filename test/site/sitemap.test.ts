import { describe, expect, it } from 'vitest';
import type { Card } from '../../shared/articles/card.ts';
import { type Section, sections } from '../../shared/newsroom.ts';
import { newDay } from '../../shared/site/change.ts';
import { newsSitemap } from '../../shared/site/pages/news-sitemap.ts';
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
  it('holds what the paper published in the 48 hours up to its newest article', async () => {
    const [in47, in49] = [hoursBefore(newest, 47), hoursBefore(newest, 49)];
    expect(await addressesIn([newest, in47, in49].map((at) => published(at)))).toEqual([newest, in47]);
  });

  it('of a paper that was silent today goes back from midnight in Dhaka', async () => {
    const [in47, in49] = [hoursBefore(now, 47), hoursBefore(now, 49)];
    expect(await addressesIn([in47, in49].map((at) => published(at)))).toEqual([in47]);
  });

  it('looks for the newest in every section', async () => {
    const [first = 'other', ...others] = sections;
    for (const [here, there] of [
      [first, others.at(-1)],
      [others.at(-1), first],
    ] as [Section, Section][]) {
      const cards = [
        { ...published(newest, 'newest'), section: here },
        { ...published(hoursBefore(newest, 49), 'old'), section: there },
      ];
      expect(await addressesIn(cards)).toEqual(['newest']);
    }
  });

  it('holds the thirty newest of a section, so that it grows no further with the day', async () => {
    const cards = Array.from({ length: 31 }, (_, nth) => published(hoursBefore(newest, nth / 60), `${nth}`));
    const addresses = await addressesIn(cards);
    expect([addresses.length, addresses[0], addresses.at(-1)]).toEqual([30, '0', '29']);
  });
});
