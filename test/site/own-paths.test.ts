import { describe, expect, it } from 'vitest';
import { icons } from '../../infra/build/icons.ts';
import { termOf } from '../../shared/articles/terms.ts';
import { sections } from '../../shared/newsroom.ts';
import { ownPage } from '../../shared/own-paths.ts';
import { fixedPages } from '../../shared/site/fixed-pages.ts';
import type { Change } from '../../shared/site/kind.ts';
import { kinds, pagesOf } from '../../shared/site/kinds.ts';
import { aNews } from './a-news.ts';
import { aCard, site } from './a-story.ts';

const change: Change = {
  touches: ['publication', 'change', 'arrangement', 'new hour', 'new day'],
  ids: [aCard().id],
  sections,
  days: ['2024-11-02'],
  terms: [termOf('tag', 'শিক্ষা'), termOf('author', 'রুমানা হক'), 'author/rumana-haque'],
};
const news = aNews({
  latest: async () => [aCard()],
  between: async () => [aCard()],
  nearestDay: async () => '2024-11-01',
  underTerm: async () => ({ cards: [aCard()] }),
});

const api = {
  contract: { info: { title: '', description: '' }, tags: [], paths: {} },
  style: '',
  script: '',
};

describe('a path of the site itself', () => {
  it('is known for every kind of page, and every page of a deploy', async () => {
    const paths = [
      ...(await pagesOf(kinds, change, news)).map(({ path }) => path),
      ...fixedPages(site, api, { expires: '2025-10-01T00:00:00.000Z' }).map(({ path }) => path),
      ...icons.map(({ name }) => `/${name}`),
      ...['/ads/slots.json', aCard().path],
    ];
    expect(paths.length).toBeGreaterThan(70);
    expect(paths.filter((path) => !ownPage(path))).toEqual([]);
  });
});
