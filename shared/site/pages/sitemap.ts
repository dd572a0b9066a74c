import { dayBefore, dayOf, endOfDay, startOfDay } from '../../bangla/dates.ts';
import { newsroom, sections } from '../../newsroom.ts';
import type { Kind, News } from '../fronts.ts';
import { page } from '../page.ts';
import type { Card, Site } from '../site.ts';
import { element, xml } from '../view/xml.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** What a news sitemap may hold: Google takes 1,000, of the last two days. */
const most = 1_000;
const twoDays = 48 * 3_600_000;

/** The news sitemap: what search engines should look at now. */
export const newsSitemapFronts: Kind = () => [
  {
    path: '/news-sitemap.xml',
    render: async (news) => {
      const until = await latestInstant(news);
      const since = new Date(Date.parse(until) - twoDays).toISOString();
      const cards = await everywhere(news, since, until);
      return page(newsSitemap(cards.slice(0, most), news.site), 'front', { type: 'xml', tags: ['home'] });
    },
  },
];

/**
 * Where two days are counted back from: when the paper last published, or the midnight since. The news and the day decide
 * alone, so whoever renders it on this day renders the same; of a silent paper, articles leave as days turn.
 */
async function latestInstant({ latest, now }: News): Promise<string> {
  const newest = (await Promise.all(sections.map((section) => latest(section, 1)))).flat();
  return [now, ...newest.map(({ publishedAt }) => publishedAt)].sort().at(-1) ?? now;
}

/**
 * The sitemaps of months, and their index: rewritten when the day turns (a month's grows with the month, and must not do
 * so with each article), and when an article that readers had is changed or withdrawn.
 */
export const sitemapFronts: Kind = ({ days, isLate }) => {
  if (!isLate) return [];
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  return [
    ...months.map((month) => ({
      path: sitemapPath(month),
      render: async (given: News) => {
        const cards = await everywhere(given, startOfDay(`${month}-01`), lastOf(month, given.now));
        return page(monthSitemap(cards, given.site), 'archive', { type: 'xml' });
      },
    })),
    {
      path: '/sitemap.xml',
      render: async (given: News) =>
        page(sitemapIndex(await monthsOf(given), given.site), 'front', { type: 'xml' }),
    },
  ];
};

const sitemapPath = (month: string) => `/sitemaps/${month}.xml`;

/** The end of a month, or of yesterday while it lasts: today's articles are in the news sitemap. */
function lastOf(month: string, now: string) {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const end = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  const [earlier = end] = [end, dayBefore(dayOf(now))].sort();
  return endOfDay(earlier);
}

const theBeginning = '0000-01-01T00:00:00.000Z';

/** Months from the first article on to yesterday: what is of today, the news sitemap has. */
async function monthsOf({ nearest, now }: News): Promise<string[]> {
  const firsts = await Promise.all(sections.map((section) => nearest(section, 'after', theBeginning)));
  const first = firsts.flatMap((card) => (card ? dayOf(card.publishedAt) : [])).sort()[0];
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

async function everywhere({ between }: News, since: string, until: string): Promise<Card[]> {
  const cards = await Promise.all(sections.map((section) => between(section, since, until)));
  return cards.flat().sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
}

/** A news sitemap (Google's extension) of articles, newest first. */
export const newsSitemap = (cards: Card[], { origin }: Pick<Site, 'origin'>): string => `${declaration}
<urlset ${namespace} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${cards
  .map(
    (card) =>
      `<url>${element('loc', origin + card.path)}<news:news><news:publication>${element('news:name', newsroom.name)}${element('news:language', newsroom.language)}</news:publication>${element('news:publication_date', card.publishedAt)}${element('news:title', card.headline)}</news:news></url>`,
  )
  .join('\n')}
</urlset>
`;

/** A sitemap of articles. */
export const monthSitemap = (cards: Card[], { origin }: Pick<Site, 'origin'>): string => `${declaration}
<urlset ${namespace}>
${cards.map((card) => `<url>${element('loc', origin + card.path)}${element('lastmod', card.updatedAt)}</url>`).join('\n')}
</urlset>
`;

/** The index of the sitemaps: of each month, and of the news. */
export const sitemapIndex = (months: string[], { origin }: Pick<Site, 'origin'>): string => `${declaration}
<sitemapindex ${namespace}>
${['/news-sitemap.xml', ...months.map(sitemapPath)].map((path) => `<sitemap><loc>${xml(origin + path)}</loc></sitemap>`).join('\n')}
</sitemapindex>
`;
