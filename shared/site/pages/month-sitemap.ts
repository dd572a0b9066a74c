import type { Card } from '../../articles/card.ts';
import { authorsOf, tagsOf } from '../../articles/terms.ts';
import { dayBefore, dayOf, endOfDay, startOfDay } from '../../bangla/dates.ts';
import { page } from '../../page.ts';
import { monthTag } from '../cache-tags.ts';
import type { Kind } from '../kind.ts';
import type { Site } from '../site.ts';
import { termPath } from '../view/paths.ts';
import { declaration, everywhere, monthSitemapPath, urlset } from '../view/sitemap.ts';
import { element } from '../view/xml.ts';

/**
 * The sitemap of each month. It grows with the month, so it is not rewritten with each article, but at each new day,
 * when a published article is corrected or withdrawn, and when one is published after its day has ended.
 */
export const monthSitemaps: Kind = {
  per: 'month',
  on: ['publication', 'change', 'new day'],
  pages: ({ days, touches }, { now }) => {
    // What is published today is in the news sitemap.
    const isPublication = touches.length > 0 && touches.every((touch) => touch === 'publication');
    const touched = days.filter((day) => !isPublication || day < dayOf(now));
    return [...new Set(touched.map((day) => day.slice(0, 7)))].map((month) => ({
      path: monthSitemapPath(month),
      render: async (news) => {
        const cards = await everywhere(news, startOfDay(`${month}-01`), lastOf(month, news.now));
        return page(monthSitemapOf(cards, news.site), 'archive', { type: 'xml', tags: [monthTag(month)] });
      },
    }));
  },
};

/** The end of a month; for the current one, the end of yesterday, because today's articles are in the news sitemap. */
function lastOf(month: string, now: string) {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const end = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  const [earlier = end] = [end, dayBefore(dayOf(now))].sort();
  return endOfDay(earlier);
}

/** A sitemap of articles, and of the pages of their tags and authors. */
export const monthSitemapOf = (cards: Card[], { origin }: Pick<Site, 'origin'>): string => `${declaration}
<urlset ${urlset}>
${cards.map((card) => `<url>${element('loc', origin + card.path)}${element('lastmod', card.updatedAt)}</url>`).join('\n')}
${termPathsIn(cards)
  .map((path) => `<url>${element('loc', origin + path)}</url>`)
  .join('\n')}
</urlset>
`;

const termPathsIn = (cards: Card[]) =>
  [...new Set(cards.flatMap((card) => [...tagsOf(card), ...authorsOf(card)].map(termPath)))].sort();
