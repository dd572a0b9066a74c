import { describe, expect, it } from 'vitest';
import type { NewsEvent, Publication } from '../../shared/events.ts';
import { tagsOutdatedBy } from '../../shared/site/invalidation.ts';

const fact = (type: Publication, data: object = {}) =>
  ({
    id: 'art_1@5',
    type,
    at: '2026-11-01T00:00:00.000Z',
    by: 'x',
    data: { articleId: 'art_1', section: 'law', revision: 1, path: '/law/art_1', alert: 'none', ...data },
  }) as NewsEvent<Publication>;

describe('what the CDN has to invalidate', () => {
  it.each<[string, NewsEvent<Publication>, string[]]>([
    ['nothing for a new article', fact('article.published'), []],
    ['nothing for one with an alert to its section', fact('article.published', { alert: 'section' }), []],
    ['the fronts for breaking news', fact('article.published', { alert: 'breaking' }), ['home', 'law']],
    [
      'the article for a correction',
      fact('article.published', { revision: 2, alert: 'breaking' }),
      ['art_1'],
    ],
    ['the article and its fronts when it is withdrawn', fact('article.killed'), ['art_1', 'home', 'law']],
  ])('is %s', (_, given, tags) => {
    expect(tagsOutdatedBy(given)).toEqual(tags);
  });

  it('stays within the 1,000 free paths in a month of a busy daily, each twice', () => {
    const aDay: [count: number, NewsEvent<Publication>][] = [
      [295, fact('article.published')],
      [3, fact('article.published', { alert: 'section' })],
      [2, fact('article.published', { alert: 'breaking' })],
      [3, fact('article.published', { revision: 2 })],
    ];
    const aMonth: typeof aDay = [
      ...Array.from({ length: 31 }, () => aDay).flat(),
      [4, fact('article.retracted')],
      [1, fact('article.killed')],
    ];
    const paths = 2 * aMonth.reduce((sum, [count, one]) => sum + count * tagsOutdatedBy(one).length, 0);
    console.log(`a month of 300 articles, 3 corrections and 2 breaking a day: ${paths} paths invalidated`);
    expect(paths).toBeGreaterThan(0);
    expect(paths).toBeLessThanOrEqual(1_000);
  });
});
