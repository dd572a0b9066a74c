import { describe, expect, it } from 'vitest';
import { type PageKind, slotNames, slots } from '../../shared/ads/slots.ts';
import { sections } from '../../shared/newsroom.ts';
import { archivePage } from '../../shared/site/pages/archive.tsx';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { homePage } from '../../shared/site/pages/home.tsx';
import { imprintPage } from '../../shared/site/pages/imprint.tsx';
import { notFoundPage } from '../../shared/site/pages/not-found.tsx';
import { sectionPage } from '../../shared/site/pages/section.tsx';
import { termPage } from '../../shared/site/pages/term.tsx';
import { aCard, aStory, paragraph, site } from '../site/a-story.ts';

const now = '2024-11-02T18:00:00.000Z';
const cards = Array.from({ length: 40 }, (_, nth) => aCard({ id: `art_${nth}` }));
const anArticle = (paragraphs: number, withAds?: boolean) => {
  const body = Array.from({ length: paragraphs }, (_, nth) => paragraph(`${nth + 1} নম্বর অনুচ্ছেদ।`));
  return articlePage(aStory({ content: { body } }), { latest: cards, withAds }, site);
};

const pages: Record<PageKind, string> = {
  home: homePage({ sections: sections.map((section) => ({ section, cards })), now }, site),
  section: sectionPage({ section: 'national', cards, now }, site),
  archive: archivePage({ day: '2024-11-02', section: 'national', cards }, site),
  term: termPage({ term: 'tag/x', cards }, site),
  article: anArticle(60),
};

/** How many slots of a name a page holds. */
const held = (page: string, slot: string) => page.split(`data-slot="${slot}"`).length - 1;

describe.each(slotNames)('the slot %s', (slot) => {
  const { on, most } = slots[slot];

  it.each(Object.entries(pages))('is where its row says: %s', (kind, page) => {
    const isThere = (on as readonly string[]).includes(kind);
    expect(held(page, slot)).toBe(isThere ? most : 0);
  });
});

describe('an article', () => {
  it('of any length has an ad for its text, never before the third paragraph nor at its end', () => {
    for (const length of [1, 2, 3, 4, 5, 12, 13, 40]) {
      const page = anArticle(length);
      const parts = (/<div class="text">(.*)<\/div><div class="ad ad-side"/s.exec(page)?.[1] ?? '').split(
        'class="ad ad-text"',
      );
      expect(held(page, 'text'), `${length} paragraphs`).toBe(length > 11 ? 2 : 1);
      if (length > 3) expect(parts[0]?.match(/অনুচ্ছেদ/g)?.length).toBe(3);
    }
  });

  it('has none in its preview, where nobody is to be counted', () => {
    expect(anArticle(60, false)).not.toMatch(/data-slot|assets\/ads/);
  });
});

describe('a page that is no news', () => {
  it('has no ads', () => {
    for (const page of [imprintPage(site), notFoundPage(site)])
      expect(page).not.toMatch(/data-slot|assets\/ads/);
  });
});

describe('a page for readers', () => {
  it('says of every slot that it holds an ad, and of which section it is', () => {
    for (const page of Object.values(pages))
      expect(page.split('data-slot=').length).toBe(page.split('<p>বিজ্ঞাপন</p>').length);
    expect(pages.section).toContain('data-slot="leaderboard" data-section="national"');
    expect(pages.home).not.toContain('data-section');
  });
});
