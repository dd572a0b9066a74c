import type { Block } from '../../shared/articles/body.ts';
import type { Card } from '../../shared/articles/card.ts';
import type { Content } from '../../shared/articles/content.ts';
import type { Site } from '../../shared/site/site.ts';
import type { Story } from '../../shared/site/story.ts';

export const site: Site = {
  origin: 'https://news.example',
  style: '/assets/style.1a2b3c4d.css',
  scripts: {
    subscription: '/assets/subscription.1a2b3c4d.js',
    reading: '/assets/reading.1a2b3c4d.js',
    onward: '/assets/onward.1a2b3c4d.js',
    signUp: '/assets/sign-up.1a2b3c4d.js',
    ads: '/assets/ads.1a2b3c4d.js',
    display: '/assets/display.1a2b3c4d.js',
  },
};

/** A paragraph of plain text. */
export const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: [{ text }] });

/** An article as fronts and feeds get it, published on 2 November 2024 at 22:19 in Dhaka. */
export const aCard = (card: Partial<Card> = {}): Card => ({
  id: 'art_7k2m9x4q1w5p',
  path: `/${card.section ?? 'national'}/${card.id ?? 'art_7k2m9x4q1w5p'}`,
  section: 'national',
  headline: 'পদ্মার চরে নতুন বিদ্যালয়',
  bylines: ['রেহানা পারভীন'],
  revision: 1,
  publishedAt: '2024-11-02T16:19:00.000Z',
  updatedAt: card.publishedAt ?? '2024-11-02T16:19:00.000Z',
  ...card,
});

/** The lead picture of a card. */
export const aLead: Card['lead'] = {
  ...{ asset: 'ast_7k2m9x4q1w5p', alt: 'নৌকা <১>', credit: 'রুমানা "হক"' },
  shown: {
    asset: 'ast_7k2m9x4q1w5p',
    crops: {
      wide: { hash: 'wide', widths: [320, 1280], height: 720 },
      square: { hash: 'square', widths: [320, 1200], height: 1200 },
    },
  },
};

/** The files of pictures, as pages get them. */
export const aShown = (...assets: string[]): Story['shown'] =>
  new Map(
    assets.map((asset) => [
      asset,
      {
        asset,
        crops: {
          whole: { hash: 'whole', widths: [320, 640, 960, 1600], height: 1067 },
          wide: { hash: 'wide', widths: [320, 1280], height: 720 },
          classic: { hash: 'classic', widths: [320, 1200], height: 900 },
          square: { hash: 'square', widths: [320, 1200], height: 1200 },
        },
      },
    ]),
  );

/** A published article whole; what its card and its content both say is said once. */
export function aStory({
  content,
  corrections = [],
  shown = new Map(),
  ...card
}: Partial<Card> & {
  content?: Partial<Content>;
  corrections?: Story['corrections'];
  shown?: Story['shown'];
} = {}): Story {
  const { section, headline, shoulder, standfirst, bylines, ...rest } = aCard(card);
  return {
    ...rest,
    section,
    headline,
    shoulder,
    standfirst,
    bylines,
    corrections,
    terms: [],
    shown,
    content: {
      section,
      headline,
      shoulder,
      standfirst,
      bylines,
      body: [paragraph('চরের শিশুদের আর নদী পার হতে হবে না। ক্লাস শুরু রোববার।')],
      tags: [],
      alert: 'none',
      ...content,
    },
  };
}
