import { describe, expect, it } from 'vitest';
import type { Section } from '../../shared/newsroom.ts';
import { homePage } from '../../shared/site/pages/home.tsx';
import { sectionPage } from '../../shared/site/pages/section.tsx';
import type { Card } from '../../shared/site/site.ts';
import { aCard, site } from './a-story.ts';
import { part, textOf } from './reading.ts';

const now = '2024-11-01T18:00:00.000Z';
const at = (minutesAgo: number) => new Date(Date.parse(now) - minutesAgo * 60_000).toISOString();
const national = (...cards: Card[]) => ({ section: 'national' as const, cards });
const sport = (...cards: Card[]) => ({ section: 'sport' as const, cards });

/** So many cards of a section, newest first, a minute apart. */
const some = (count: number, section: Section, from = 0) =>
  Array.from({ length: count }, (_, nth) =>
    aCard({ id: `${section}${nth}`, section, publishedAt: at(from + nth) }),
  );

describe.each([
  ['the home page', (now: string) => homePage({ sections: [], now }, site)],
  ['a section front', (now: string) => sectionPage({ section: 'national', cards: [], now }, site)],
])('%s', (_, frontOf) => {
  it('carries the date of now in both calendars', () => {
    expect(textOf(part(frontOf('2024-11-01T18:00:00.000Z'), '<p class="today">'))).toBe(
      'শনিবার, ২ নভেম্বর ২০২৪ | ১৭ই কার্তিক, ১৪৩১ বঙ্গাব্দ',
    );
    expect(textOf(part(frontOf('2024-11-01T17:59:59.000Z'), '<p class="today">'))).toBe(
      'শুক্রবার, ১ নভেম্বর ২০২৪ | ১৬ই কার্তিক, ১৪৩১ বঙ্গাব্দ',
    );
  });

  it('says so when nothing was published yet', () =>
    expect(frontOf(now)).toContain('এখনো কোনো খবর প্রকাশিত হয়নি।'));
  it('has one h1', () => expect(frontOf(now).match(/<h1/g)).toHaveLength(1));
});

describe('the home page', () => {
  it('leads with the newest of all sections', () => {
    const sections = [
      national(aCard({ id: 'a', headline: 'পুরোনো', publishedAt: at(90) })),
      sport(aCard({ id: 'b', headline: 'নতুনতম', publishedAt: at(1), section: 'sport' })),
    ];
    expect(textOf(part(homePage({ sections, now }, site), '<article class="card lead">'))).toMatch(
      /^খেলা নতুনতম/,
    );
  });

  it('says what stands large at the top only once', () => {
    const page = homePage({ sections: [national(...some(14, 'national'))], now }, site);
    const counts = some(14, 'national').map(({ path }) => page.split(`href="${path}"`).length - 1);
    // Five large; of the rest the first eight also stand in the list of the latest.
    expect(counts).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 1]);
  });

  it('leaves out a section without cards, and one with nothing but what stands at the top', () => {
    const sections = [
      national(...some(5, 'national')),
      sport(),
      { section: 'law' as const, cards: some(7, 'law', 60) },
    ];
    const page = homePage({ sections, now }, site);
    expect([...page.matchAll(/id="s-(\w+)"/g)].map(([, section]) => section)).toEqual(['law']);
  });

  it('keeps sections in the order given, each with its newest first', () => {
    const sections = [sport(...some(2, 'sport', 60)), national(...some(7, 'national'))];
    const grid = homePage({ sections, now }, site).split('<div class="grid">')[1] ?? '';
    expect([...grid.matchAll(/<h3><a href="\/\w+\/(\w+)"/g)].map(([, id]) => id)).toEqual([
      'sport0',
      'sport1',
      'national5',
      'national6',
    ]);
  });
});

describe('a card on a front', () => {
  const timeOn = (publishedAt: string) =>
    textOf(
      part(
        sectionPage({ section: 'national', cards: [aCard({ bylines: [], publishedAt })], now }, site),
        '<p class="when">',
      ),
    );

  it('tells the time of day of today’s news', () =>
    expect(timeOn('2024-11-01T18:00:00.000Z')).toBe('রাত ১২:০০'));
  it('tells the day of older news', () => expect(timeOn('2024-11-01T17:59:00.000Z')).toBe('১ নভেম্বর ২০২৪'));
});

describe('navigation', () => {
  it('marks the section a front is', () =>
    expect(
      part(
        sectionPage({ section: 'sport', cards: [], now }, site),
        '<nav class="sections" aria-label="বিভাগ">',
      ),
    ).toContain('<a href="/sport" aria-current="page">'));

  it('lets a keyboard skip to the page’s own part', () => {
    const page = homePage({ sections: [], now }, site);
    expect(page.indexOf('<a class="skip" href="#main">')).toBeLessThan(page.indexOf('<a href="/national"'));
    expect(page).toContain('<main id="main">');
  });
});
