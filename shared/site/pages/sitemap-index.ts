import { dayAfter, dayOf } from '../../bangla/dates.ts';
import { sections } from '../../newsroom.ts';
import { page } from '../../page.ts';
import type { Kind } from '../kind.ts';
import type { News } from '../news.ts';
import type { Site } from '../site.ts';
import { declaration, monthSitemapPath, urlset } from '../view/sitemap.ts';
import { xml } from '../view/xml.ts';

/** The sitemap index: a sitemap for each month, and the news sitemap. What is published today adds no month. */
export const sitemapIndex: Kind = {
  per: 'paper',
  isOfTheIndex: true,
  on: ['publication', 'change', 'new day'],
  pages: ({ days, touches }, { now }) => {
    const isPublication = touches.length > 0 && touches.every((touch) => touch === 'publication');
    if (isPublication && days.every((day) => day >= dayOf(now))) return [];
    return [
      {
        path: '/sitemap.xml',
        render: async (news) =>
          page(sitemapIndexOf(await monthsOf(news), news.site), 'front', { type: 'xml' }),
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

export const sitemapIndexOf = (months: string[], { origin }: Pick<Site, 'origin'>): string => `${declaration}
<sitemapindex ${urlset}>
${['/news-sitemap.xml', ...months.map(monthSitemapPath)].map((path) => `<sitemap><loc>${xml(origin + path)}</loc></sitemap>`).join('\n')}
</sitemapindex>
`;
