import { dayBefore, dayOf } from '../bangla/dates.ts';
import { sections as allSections, type Section } from '../newsroom.ts';
import type { Page } from './page.ts';
import { archiveFronts } from './pages/archive.tsx';
import { feedFronts } from './pages/feed.ts';
import { homeFronts } from './pages/home.tsx';
import { sectionFronts } from './pages/section.tsx';
import { newsSitemapFronts, sitemapFronts } from './pages/sitemap.ts';
import { topicFronts } from './pages/topic.tsx';
import type { Card, Site } from './site.ts';

/** What a page made of many articles is rendered from. */
export type News = {
  /** Published articles of a section, newest first. */
  latest: (section: Section, limit: number) => Promise<Card[]>;
  /** Those first published in a stretch of time, both ends included, newest first. */
  between: (section: Section, since: string, until: string) => Promise<Card[]>;
  /** The last one first published before an instant, or the first one after it. */
  nearest: (section: Section, side: 'before' | 'after', instant: string) => Promise<Card | undefined>;
  /** Those under a tag or of an author, newest first. */
  ofTopic: (topic: string, limit: number) => Promise<Card[]>;
  /** What editors keep at the top of each front (`home`, or a section), by id and in order. */
  pinnedIds: () => Promise<Record<string, string[]>>;
  /** Those of these articles that readers have, in the order given. */
  those: (ids: readonly string[]) => Promise<Card[]>;
  /** The day it is, as its first instant: a front says no more of now, and so changes with the news and the day alone. */
  now: string;
  site: Site;
};

/** How pages ask for their news; who has the articles answers. */
export type NewsSource = Omit<News, 'now' | 'site'>;

/** What happened to an article, as far as other pages are concerned. */
export type Change = {
  /** The articles. */
  ids: readonly string[];
  /** The sections that show it, or did. */
  sections: readonly Section[];
  /** The days on whose archive it stands (`2026-11-24`). */
  days: readonly string[];
  /** The topics that show it, or did. */
  topics: readonly string[];
  /** Whether readers had it before: then what is rewritten once a day is not right any more. */
  isLate: boolean;
  /** Whether no article changed but the day: pages of days without an article stay away. */
  isTurn?: boolean;
};

/** A page made of many articles: where it is and how it comes from the news. */
export type Front = { path: string; render: (news: News) => Promise<Page> };

/** A kind of page: the pages of it that a change touches. Adding a kind is adding a file, and a line below. */
export type Kind = (change: Change, news: News) => Front[] | Promise<Front[]>;

/** The change that an arrangement of fronts is. */
export const arrangedFronts = (fronts: readonly string[]): Change => ({
  ...{ ids: [], days: [], topics: [], isLate: false },
  sections: allSections.filter((section) => fronts.includes(section)),
});

/** From a change to the pages it touches: every kind of page that is made of many articles. */
export const kinds = {
  home: homeFronts,
  sections: sectionFronts,
  feeds: feedFronts,
  archives: archiveFronts,
  topics: topicFronts,
  'news sitemap': newsSitemapFronts,
  sitemaps: sitemapFronts,
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

/** Every page that changes touch, each once. */
export async function frontsOf(
  change: Change,
  news: News,
  only: readonly KindName[] = Object.keys(kinds) as KindName[],
): Promise<Front[]> {
  const fronts = await Promise.all(only.map((name) => kinds[name](change, news)));
  return [...new Map(fronts.flat().map((front) => [front.path, front])).values()];
}

/** Several changes as one: pages that more than one of them touches are rendered once. */
export const together = (changes: readonly Change[]): Change => ({
  ids: changes.flatMap(({ ids }) => ids),
  sections: [...new Set(changes.flatMap(({ sections }) => sections))],
  days: [...new Set(changes.flatMap(({ days }) => days))],
  topics: [...new Set(changes.flatMap(({ topics }) => topics))],
  isLate: changes.some(({ isLate }) => isLate),
  isTurn: changes.every(({ isTurn }) => isTurn),
});

/** What the turn of the day changes: the date on every front; yesterday's archive is sealed, the month's sitemap written. */
export const turnOfDay = (at: string): Change => ({
  ids: [],
  sections: allSections,
  days: [dayBefore(dayOf(at)), dayOf(at)],
  topics: [],
  isLate: true,
  isTurn: true,
});
