import type { News } from '../../shared/site/news.ts';
import { site } from './a-story.ts';

/** News without any article, on 2 November 2024, differing only where a test says so. */
export const aNews = (differences: Partial<News> = {}): News => ({
  latest: async () => [],
  changedAt: async () => '1970-01-01T00:00:00.000Z',
  between: async () => [],
  nearestDay: async () => undefined,
  underTerm: async () => ({ cards: [] }),
  pinnedIds: async () => ({}),
  strip: async () => undefined,
  cardsOf: async () => [],
  storiesOf: async () => [],
  now: '2024-11-01T18:00:00.000Z',
  hour: '2024-11-02T16:00:00.000Z',
  site,
  ...differences,
});
