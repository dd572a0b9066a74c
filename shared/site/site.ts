import type { Content } from '../articles/content.ts';
import type { Section } from '../newsroom.ts';

/** Where the site stands and which build of its assets the pages name. */
export type Site = {
  /** `https://news.example`, no slash at the end. */
  origin: string;
  /** Paths of the built assets, with a hash in the name: `/assets/style.1a2b3c4d.css`. */
  style: string;
  scripts: {
    /** What the confirm and unsubscribe pages run. */
    subscription: string;
    /** What fills the slots for ads. */
    ads: string;
  };
};

/** An article as a front, a feed or a list shows it. Times are ISO instants. */
export type Card = {
  id: string;
  /** `/national/art_7k2m9x4q1w5p` */
  path: string;
  section: Section;
  headline: string;
  shoulder?: string | undefined;
  standfirst?: string | undefined;
  bylines: string[];
  tags?: string[] | undefined;
  revision: number;
  /** When readers first saw it. */
  publishedAt: string;
  /** When readers first saw this revision; equals `publishedAt` on revision 1. */
  updatedAt: string;
};

/** A note to readers on what a revision corrected. */
export type Correction = { at: string; revision: number; note: string };

/** What stands in place of an article that was withdrawn. */
export type Notice = {
  state: 'retracted' | 'expired' | 'killed';
  revision: number;
  path: string;
  section: Section;
  /** Not of a killed one: no word of its text stays. */
  headline?: string | undefined;
  /** Why, in the newsroom's words to its readers. */
  reason?: string | undefined;
  withdrawnAt: string;
};

/** A published article whole. */
export type Story = Card & { content: Content; corrections: Correction[] };
