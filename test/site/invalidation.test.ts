import { describe, expect, it } from 'vitest';
import type { Published } from '../../shared/articles/live.ts';
import type { NewsEvent } from '../../shared/events.ts';
import { tagsOutdatedBy } from '../../shared/site/cache-tags.ts';
import { tagsOutdatedAtOnce } from '../../shared/site/invalidation.ts';

const today = '2026-11-24T06:00:00.000Z';

const fact = (data: object = {}) =>
  ({
    id: 'art_1@5',
    type: 'article.published',
    at: today,
    by: 'x',
    data: { articleId: 'art_1', section: 'law', revision: 1, path: '/law/art_1', alert: 'none', ...data },
  }) as NewsEvent<'article.published'>;

const published = (fields: object) =>
  ({ id: 'art_1', publishedAt: today, revision: 1, ...fields }) as Published;
const withdrawn = published({ withdrawnAt: today, publishedAt: '2026-10-31T18:30:00.000Z' });

describe('what the CDN has to invalidate at once', () => {
  it.each<[string, object, string[]]>([
    ['nothing for a new article', {}, []],
    ['nothing for one with an alert to its section', { alert: 'section' }, []],
    ['the fronts for breaking news', { alert: 'breaking' }, ['home', 'law']],
    ['the article for a correction', { revision: 2, alert: 'breaking' }, ['art_1']],
  ])('is %s', (_, data, tags) => {
    expect(tagsOutdatedAtOnce(fact(data))).toEqual(tags);
  });
});

describe('what the CDN has to invalidate when all pages are rendered again', () => {
  it.each<[string, Published, string[]]>([
    ['nothing for a new article', published({}), []],
    ['pages that lead on to one that was corrected', published({ revision: 2 }), ['art_1']],
    [
      'and archives, if it is of a past day',
      published({ revision: 2, publishedAt: '2026-11-23T17:59:00.000Z' }),
      ['art_1', 'day-2026-11-23', 'month-2026-11'],
    ],
    [
      'all that showed one that was withdrawn',
      withdrawn,
      ['art_1', 'front', 'day-2026-11-01', 'month-2026-11'],
    ],
  ])('is %s', (_, one, tags) => {
    expect(tagsOutdatedBy(one, today)).toEqual(tags);
  });

  it('stays within the 1,000 free paths in a month of a busy daily', () => {
    const corrected = fact({ revision: 2 });
    // The page at once and a minute later, the image, and what leads on to it.
    const image = 1;
    const ofToday =
      2 * tagsOutdatedAtOnce(corrected).length +
      image +
      tagsOutdatedBy(published({ revision: 2 }), today).length;
    const ofAPastDay =
      2 * tagsOutdatedAtOnce(corrected).length +
      image +
      tagsOutdatedBy(published({ revision: 2, publishedAt: '2026-11-01T06:00:00.000Z' }), today).length;
    const breaking = 2 * tagsOutdatedAtOnce(fact({ alert: 'breaking' })).length;
    // The notice, the image, all pages, and these again.
    const withdrawal = 1 + image + 2 * tagsOutdatedBy(withdrawn, today).length;
    const paths = 31 * (2 * ofToday + ofAPastDay + 2 * breaking) + 5 * withdrawal;
    console.log(`a month of 3 corrections and 2 breaking a day: ${paths} paths invalidated`);
    expect(paths).toBeGreaterThan(0);
    expect(paths).toBeLessThanOrEqual(1_000);
  });
});
