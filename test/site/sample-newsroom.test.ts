import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inWork } from '../../infra/local/sample/in-work.ts';
import { stories } from '../../infra/local/sample/stories.ts';
import { Content } from '../../shared/articles/content.ts';
import { blocksOfMarkdown } from '../../shared/articles/markdown.ts';
import { sections } from '../../shared/newsroom.ts';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { homePage } from '../../shared/site/pages/home.tsx';
import { aCard, aStory, site } from './a-story.ts';

const contents = stories.map(({ content }) =>
  Content.parse({ ...content, body: blocksOfMarkdown(content.body) }),
);
const cards = contents.map(({ headline, shoulder, standfirst, bylines, section }, at) =>
  aCard({ id: `art_${at}`, headline, shoulder, standfirst, bylines, section }),
);
const weightOf = (page: string) => gzipSync(page).length;

describe('the sample newsroom', () => {
  it('has something in every section', () =>
    expect(new Set(contents.map(({ section }) => section))).toEqual(new Set(sections)));

  it('has news for section subscribers and one piece of breaking news', () => {
    const alerts = contents.map(({ alert }) => alert);
    expect(alerts).toContain('section');
    expect(alerts.filter((alert) => alert === 'breaking')).toHaveLength(1);
  });

  it.each([...stories, ...inWork].map(({ content }) => [content.headline, content.body]))(
    'closes its quotes: %s',
    (_, body) => {
      expect(body.split('‘').length).toBe(body.split('’').length);
    },
  );
});

describe('the weight of a page, compressed', () => {
  it('lets an article arrive in the first round trip: under 14 KB', () => {
    for (const [at, content] of contents.entries())
      expect(
        weightOf(articlePage(aStory({ ...cards[at], content }), { latest: cards.slice(0, 8) }, site)),
      ).toBeLessThan(14_000);
  });

  it('keeps a full home page under 20 KB', () => {
    const full = sections.map((section) => ({
      section,
      cards: cards.slice(0, 6).map((card) => ({ ...card, section, id: `${card.id}${section}` })),
    }));
    expect(weightOf(homePage({ sections: full, now: '2024-11-02T18:00:00.000Z' }, site))).toBeLessThan(
      20_000,
    );
  });
});
