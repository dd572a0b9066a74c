import type { Section } from '../newsroom.ts';
import type { Page } from '../page.ts';
import type { News } from './news.ts';

/** What touches pages that list articles. */
export type Touch =
  /** Readers have an article for the first time. */
  | 'publication'
  /** An article that readers had was corrected or withdrawn. */
  | 'change'
  /** Editors pinned articles to fronts, or a pin has ended. */
  | 'pins'
  /** The day turned in the newsroom's time zone, or a deploy brought a new style. */
  | 'new day';

/** What happened, as far as pages that list articles are concerned. */
export type Change = {
  touches: readonly Touch[];
  /** The articles. */
  ids: readonly string[];
  /** The sections that list them, or did. */
  sections: readonly Section[];
  /** The days on whose archive they stand (`2026-11-24`). */
  days: readonly string[];
  /** The terms (tags and authors) that list them, or did. */
  terms: readonly string[];
};

/** A page that lists articles: where it is and how it is made from the news. */
export type ListPage = { path: string; render: (news: News) => Promise<Page> };

/** A kind of page that lists articles. Adding one is adding a file, and a line in `kinds.ts`. */
export type Kind = {
  /** What has pages of this kind, by which a rebuild goes through them: the paper (or each section), each day, or each term. */
  per: 'paper' | 'day' | 'term';
  /** What touches its pages. */
  on: readonly Touch[];
  /** The pages of this kind that a change touches. */
  pages: (change: Change, news: News) => ListPage[] | Promise<ListPage[]>;
};
