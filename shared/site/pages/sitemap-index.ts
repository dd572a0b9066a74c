import { dayBefore, dayOf } from '../../bangla/dates.ts';
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

/** Months from the first article to yesterday: today's articles are in the news sitemap. */
async function monthsOf({ nearestDay, now }: News): Promise<string[]> {
  const firsts = await Promise.all(sections.map((section) => nearestDay(section, 'after', theBeginning)));
  const first = firsts.filter((day) => day !== undefined).sort()[0];
  const yesterday = dayBefore(dayOf(now));
  if (first === undefined || first > yesterday) return [];
  const months: string[] = [];
  for (let month = first.slice(0, 7); month <= yesterday.slice(0, 7); month = monthAfter(month))
    months.push(month);
  return months;
}

const monthAfter = (month: string) => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
};

export const sitemapIndexOf = (months: string[], { origin }: Pick<Site, 'origin'>): string => `${declaration}
<sitemapindex ${urlset}>
${['/news-sitemap.xml', ...months.map(monthSitemapPath)].map((path) => `<sitemap><loc>${xml(origin + path)}</loc></sitemap>`).join('\n')}
</sitemapindex>
`;
