import { type Card, newestFirst } from '../../articles/card.ts';
import { newsroom, sections } from '../../newsroom.ts';
import { page } from '../../page.ts';
import type { Kind } from '../kind.ts';
import { depth } from '../latest.ts';
import type { News } from '../news.ts';
import type { Site } from '../site.ts';
import { declaration, urlset } from '../view/sitemap.ts';
import { element } from '../view/xml.ts';

/** Search engines take news of the last two days. */
const twoDays = 48 * 3_600_000;

/**
 * The news sitemap: the articles that search engines should crawl first, the thirty newest of each section within two
 * days. So it stops growing with the day; older ones are in their month's sitemap from midnight on.
 */
export const newsSitemap: Kind = {
  per: 'paper',
  on: ['publication', 'change', 'new day'],
  pages: () => [
    {
      path: '/news-sitemap.xml',
      render: async (news) => {
        const until = await latestInstant(news);
        const since = new Date(Date.parse(until) - twoDays).toISOString();
        const latest = await Promise.all(sections.map((section) => news.latest(section, depth)));
        const cards = latest
          .flat()
          .filter(({ publishedAt }) => publishedAt >= since)
          .sort(newestFirst);
        return page(newsSitemapOf(cards, news.site), 'front', { type: 'xml', tags: ['home'] });
      },
    },
  ],
};

/**
 * The instant from which two days are counted back: the paper's last publication, or midnight if that is later. It
 * depends on the news and the day alone, so every render on one day gives the same bytes.
 */
async function latestInstant({ latest, now }: News): Promise<string> {
  const newest = (await Promise.all(sections.map((section) => latest(section, 1)))).flat();
  return [now, ...newest.map(({ publishedAt }) => publishedAt)].sort().at(-1) ?? now;
}

/** A news sitemap (Google's extension) of articles, newest first. */
export const newsSitemapOf = (cards: Card[], { origin }: Pick<Site, 'origin'>): string => `${declaration}
<urlset ${urlset} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${cards
  .map(
    (card) =>
      `<url>${element('loc', origin + card.path)}<news:news><news:publication>${element('news:name', newsroom.name)}${element('news:language', newsroom.language)}</news:publication>${element('news:publication_date', card.publishedAt)}${element('news:title', card.headline)}</news:news></url>`,
  )
  .join('\n')}
</urlset>
`;
