import { dayAfter, dayOf } from '../../bangla/dates.ts';
import { sections } from '../../newsroom.ts';
import { page } from '../../page.ts';
import type { Kind } from '../kind.ts';
import type { News } from '../news.ts';
import type { Site } from '../site.ts';
import {
  declaration,
  lastingSitemapPath,
  monthSitemapPath,
  newsSitemapPath,
  urlset,
} from '../view/sitemap.ts';
import { xml } from '../view/xml.ts';
import { recent } from './news-sitemap.ts';

/**
 * The sitemap index: a sitemap for each month, that of the lasting pages, and the news sitemap unless it is empty. What is
 * published today adds no month: it is written then only if it is the first of the news sitemap.
 */
export const sitemapIndex: Kind = {
  per: 'paper',
  isOfTheIndex: true,
  on: ['publication', 'change', 'new day'],
  pages: async ({ ids, days, touches }, news) => {
    const { now } = news;
    const isPublication = touches.length > 0 && touches.every((touch) => touch === 'publication');
    const isOfToday = isPublication && days.every((day) => day >= dayOf(now));
    if (isOfToday && (await recent(news)).some(({ id }) => !ids.includes(id))) return [];
    return [
      {
        path: '/sitemap.xml',
        render: async (news) =>
          page(
            sitemapIndexOf(
              [
                ...((await recent(news)).length > 0 ? [newsSitemapPath] : []),
                lastingSitemapPath,
                ...(await monthsOf(news)).map(monthSitemapPath),
              ],
              news.site,
            ),
            'front',
            { type: 'xml' },
          ),
      },
    ];
  },
};

const theBeginning = '0001-01-01';

/** Months with articles, up to yesterday: today's are in the news sitemap. */
async function monthsOf(news: News): Promise<string[]> {
  const months: string[] = [];
  const today = dayOf(news.now);
  for (
    let day = await firstAfter(theBeginning, news);
    day && day < today;
    day = await firstAfter(lastOf(day), news)
  )
    months.push(day.slice(0, 7));
  return months;
}

/** The first day after a day with articles. Most often the next month has one of the first section, and no other is asked. */
async function firstAfter(day: string, { nearestDay }: News): Promise<string | undefined> {
  const [usual, ...others] = sections;
  const found = await nearestDay(usual, 'after', day);
  if (found?.slice(0, 7) === dayAfter(day).slice(0, 7)) return found;
  const all = await Promise.all(others.map((section) => nearestDay(section, 'after', day)));
  return [found, ...all].filter((one) => one !== undefined).sort()[0];
}

/** The last day of a day's month. */
const lastOf = (day: string) => {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};

/** An index of the sitemaps at these paths. */
export const sitemapIndexOf = (paths: string[], { origin }: Pick<Site, 'origin'>): string => `${declaration}
<sitemapindex ${urlset}>
${paths.map((path) => `<sitemap><loc>${xml(origin + path)}</loc></sitemap>`).join('\n')}
</sitemapindex>
`;
