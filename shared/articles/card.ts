import * as z from 'zod';
import { instant } from '../instant.ts';
import { Section, Weight } from '../newsroom.ts';
import { Lead, type Live } from './live.ts';
import { addressOf } from './slug.ts';

/** A published article as fronts, feeds and lists show it. */
export const Card = z.object({
  id: z.string(),
  /** Where readers find it, percent-encoded: `/national/art_7k2m9x4q1w5p`, and its slug after that if it has one. */
  path: z.string(),
  section: Section,
  headline: z.string(),
  shoulder: z.string().optional(),
  standfirst: z.string().optional(),
  /** The opening of the text, where it has no standfirst. */
  summary: z.string().optional(),
  weight: Weight.optional(),
  bylines: z.array(z.string()),
  tags: z.array(z.string()).optional(),
  lead: Lead.optional(),
  revision: z.int(),
  /** When it was first published. */
  publishedAt: instant,
  /** When this revision was released; equals `publishedAt` on revision 1. */
  updatedAt: instant,
});
export type Card = z.infer<typeof Card>;

export function cardOf(live: Live): Card {
  const { id, section, headline, shoulder, standfirst, summary, weight, bylines, tags, lead } = live;
  const { revision, publishedAt, updatedAt } = live;
  return {
    ...{ id, path: addressOf(live), section, headline, shoulder, standfirst, summary, bylines, tags, lead },
    ...(weight === undefined || weight === 'normal' ? {} : { weight }),
    ...{ revision, publishedAt, updatedAt },
  };
}

/** What an article's place on a list goes by. */
export type Placed = Pick<Card, 'id' | 'publishedAt'>;

/** The order of lists: by first publication, newest first; by id where that is the same. */
export const newestFirst = (a: Placed, b: Placed) => order(b.publishedAt, a.publishedAt) || order(b.id, a.id);

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
