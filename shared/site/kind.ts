import type { Section } from '../newsroom.ts';
import type { Page } from '../page.ts';
import type { News } from './news.ts';

/** The kinds of changes that touch pages which list articles. */
export type Touch =
  /** An article was published for the first time. */
  | 'publication'
  /** A published article was corrected or withdrawn. */
  | 'change'
  /** Editors arranged a front: its pins, the weight of an article, the strip of breaking news; or one of these ended. */
  | 'arrangement'
  /** What is said of an author was changed. */
  | 'author'
  /** A new hour began. */
  | 'new hour'
  /** A new day began in the newsroom's time zone, or a deploy brought a new style. */
  | 'new day';

/** A change, as pages that list articles see it. */
export type Change = {
  touches: readonly Touch[];
  /** The changed articles. */
  ids: readonly string[];
  /** The sections that list them, or did before. */
  sections: readonly Section[];
  /** The days whose archives list them (`2026-11-24`). */
  days: readonly string[];
  /** The terms (tags and authors) that list them, or did before. */
  terms: readonly string[];
};

/** A page that lists articles: its path, and how it is rendered from the news. */
export type ListPage = {
  path: string;
  render: (news: News) => Promise<Page>;
  /** Whether this news has the page at all; without it, it always does. */
  exists?: (news: News) => Promise<boolean>;
};

/** A kind of page that lists articles. To add one, add a file, and a line in `kinds.ts`. */
export type Kind = {
  /**
   * What a page of this kind is made for, so that a rebuild can go through them: the paper (and each section), each day,
   * each month, or each term.
   */
  per: 'paper' | 'day' | 'month' | 'term';
  /** It is read from the index, as those per day and month are: it is rendered once that shows what changed. */
  isOfTheIndex?: true;
  /** The changes that touch its pages. */
  on: readonly Touch[];
  /** The pages of this kind that a change touches. */
  pages: (change: Change, news: News) => ListPage[] | Promise<ListPage[]>;
};
