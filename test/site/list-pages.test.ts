import { describe, expect, it } from 'vitest';
import type { Card } from '../../shared/articles/card.ts';
import type { Section } from '../../shared/newsroom.ts';
import { archivePage } from '../../shared/site/pages/archive.tsx';
import { homePage } from '../../shared/site/pages/home.tsx';
import { sectionPage } from '../../shared/site/pages/section.tsx';
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

  it('says a story once', () => {
    const page = homePage({ sections: [national(...some(14, 'national'))], now }, site);
    const counts = some(14, 'national').map(({ path }) => page.split(`href="${path}"`).length - 1);
    // Five large, six in the list of the latest, three in the block of their section.
    expect(counts).toEqual(Array(14).fill(1));
  });

  it('leaves out a section without cards, and one with nothing but what stands at the top', () => {
    const sections = [
      national(...some(5, 'national')),
      sport(),
      { section: 'law' as const, cards: some(7, 'law', 60) },
      { section: 'jobs' as const, cards: some(1, 'jobs', 50) },
    ];
    const page = homePage({ sections, now }, site);
    expect([...page.matchAll(/id="s-(\w+)"/g)].map(([, section]) => section)).toEqual(['law']);
  });

  it('lists as many of the latest as fill its column, unless sections had nothing left below', () => {
    const listedOf = (count: number) => {
      const page = homePage({ sections: [national(...some(count, 'national'))], now }, site);
      return (
        page.slice(page.indexOf('class="latest"'), page.indexOf('class="onward"')).split('class="card')
          .length - 1
      );
    };
    expect([6, 14, 17, 30].map(listedOf)).toEqual([1, 6, 9, 12]);
  });

  it('leads on to the archive of the newest day, whatever is pinned', () => {
    const pinned = [aCard({ id: 'pinned', publishedAt: '2024-09-01T06:00:00.000Z' })];
    const page = homePage({ sections: [national(...some(8, 'national'))], pinned, now }, site);
    expect(part(page, '<p class="onward">')).toContain('href="/archive/2024-11-02"');
  });

  it('keeps sections in the order given, each with its newest first', () => {
    const sections = [sport(...some(2, 'sport', 60)), national(...some(13, 'national'))];
    const blocks = homePage({ sections, now }, site).split('<div class="blocks">')[1] ?? '';
    expect([...blocks.matchAll(/<h3><a href="\/\w+\/(\w+)"/g)].map(([, id]) => id)).toEqual([
      'sport0',
      'sport1',
      'national11',
      'national12',
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

  it.each(['home', 'section'])('says on the %s front when it was published, always', (front) => {
    const cards = some(20, 'national').map((card, nth) => ({ ...card, id: `art_${nth}` }));
    const page =
      front === 'home'
        ? homePage({ sections: [national(...cards)], now }, site)
        : sectionPage({ section: 'national', cards, now }, site);
    const all = page.match(/<article class="card[\s\S]*?<\/article>/g) ?? [];
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((card) => card.match(/<time datetime/g)?.length !== 1)).toEqual([]);
  });

  it('tells the opening of its text where it has no standfirst', () => {
    const about = (card: Partial<Card>) =>
      part(sectionPage({ section: 'national', cards: [aCard(card)], now }, site), '<p class="standfirst">');
    expect(textOf(about({ summary: 'চরের শিশুদের কথা।' }))).toBe('চরের শিশুদের কথা।');
    expect(textOf(about({ standfirst: 'ভূমিকা', summary: 'অন্য কথা।' }))).toBe('ভূমিকা');
  });
});

describe('a section front', () => {
  it('leads with the newest, has two beside it and the rest under them', () => {
    const page = sectionPage({ section: 'sport', cards: some(5, 'sport'), now }, site);
    const [, top = '', rest = ''] = page.split(/<div class="(?:beside|rows)">/);
    expect([top, rest].map((part) => part.match(/<article/g)?.length)).toEqual([2, 2]);
  });

  it('leads on to the archive of the day of its oldest, once it cannot show all it has', () => {
    const front = (count: number) =>
      sectionPage({ section: 'sport', cards: some(count, 'sport'), now }, site);
    expect(front(30)).toContain('href="/sport/archive/2024-11-01"');
    expect(front(29)).not.toContain('/sport/archive/');
  });
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

describe('an archive', () => {
  const cards = some(3, 'sport');
  const said = (isToday: boolean) =>
    textOf(
      part(archivePage({ day: '2024-11-02', section: 'sport', isToday, cards }, site), '<p class="when">'),
    );

  it('says how many articles the day had', () => expect(said(false)).toContain('মোট খবর ৩টি।'));
  it('says on the day itself until when, and where the later ones are', () => {
    expect(said(true)).toContain('রাত ১২:০০ পর্যন্ত খবর ৩টি; এর পরের খবর খেলা পাতায়');
    expect(archivePage({ day: '2024-11-02', isToday: true, cards }, site)).toContain(
      '<a href="/">প্রচ্ছদ পাতায়</a>',
    );
  });
});
