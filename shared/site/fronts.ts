import { sections as allSections, type Section } from '../newsroom.ts';
import { type Page, page } from './page.ts';
import { feed } from './pages/feed.ts';
import { homePage } from './pages/home.tsx';
import { sectionPage } from './pages/section.tsx';
import type { Card, Site } from './site.ts';

/** What a page made of many articles is rendered from. */
export type News = {
  /** Published articles of a section, newest first. */
  latest: (section: Section, limit: number) => Promise<Card[]>;
  now: string;
  site: Site;
};

/** A page made of many articles: where it is and how it comes from the news. */
export type Front = { path: string; render: (news: News) => Promise<Page> };

/** How many articles a section front and a feed show. */
const shown = 30;
/** How many of each section the home page shows. */
const shownAtHome = 6;

const home: Front = {
  path: '/',
  render: async ({ latest, now, site }) => {
    const blocks = allSections.map(async (section) => ({
      section,
      cards: await latest(section, shownAtHome),
    }));
    return page(homePage({ sections: await Promise.all(blocks), now }, site), 'front', { tags: ['home'] });
  },
};

const siteFeed: Front = {
  path: '/feed.xml',
  render: async ({ latest, site }) => {
    const cards = (await Promise.all(allSections.map((section) => latest(section, shown)))).flat();
    const newest = cards.sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1)).slice(0, shown);
    return page(feed({ cards: newest }, site), 'front', { type: 'rss', tags: ['home'] });
  },
};

const sectionFront = (section: Section): Front => ({
  path: `/${section}`,
  render: async ({ latest, now, site }) =>
    page(sectionPage({ section, cards: await latest(section, shown), now }, site), 'front', {
      tags: [section],
    }),
});

const sectionFeed = (section: Section): Front => ({
  path: `/${section}/feed.xml`,
  render: async ({ latest, site }) =>
    page(feed({ section, cards: await latest(section, shown) }, site), 'front', {
      type: 'rss',
      tags: [section],
    }),
});

/** From a change in sections to the pages it touches: theirs, and those that show all sections. */
export const frontsOf = (sections: readonly Section[]): Front[] => [
  home,
  siteFeed,
  ...[...new Set(sections)].flatMap((section) => [sectionFront(section), sectionFeed(section)]),
];
