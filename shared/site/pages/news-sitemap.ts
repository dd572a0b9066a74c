import { type Card, newestFirst } from '../../articles/card.ts';
import { dayBefore, dayOf, startOfDay } from '../../bangla/dates.ts';
import { newsroom, sections } from '../../newsroom.ts';
import { page } from '../../page.ts';
import type { Kind } from '../kind.ts';
import { depth } from '../latest.ts';
import type { News } from '../news.ts';
import type { Site } from '../site.ts';
import { widestFile } from '../view/picture-files.ts';
import { declaration, newsSitemapPath, urlset } from '../view/sitemap.ts';
import { element } from '../view/xml.ts';

/**
 * The news sitemap: the articles that search engines should crawl first, the thirty newest of each section of today and
 * yesterday. So none is ever older than the 48 hours that they take, and each day has one list, whenever it is rendered.
 */
export const newsSitemap: Kind = {
  per: 'paper',
  on: ['publication', 'change', 'new day'],
  pages: () => [
    {
      path: newsSitemapPath,
      render: async (news) => {
        return page(newsSitemapOf(await recent(news), news.site), 'front', { type: 'xml', tags: ['home'] });
      },
    },
  ],
};

/** The articles of the news sitemap, newest first. */
export async function recent({ latest, now }: News): Promise<Card[]> {
  const since = startOfDay(dayBefore(dayOf(now)));
  const all = await Promise.all(sections.map((section) => latest(section, depth)));
  return all
    .flat()
    .filter(({ publishedAt }) => publishedAt >= since)
    .sort(newestFirst);
}

/** The lead picture of an article, for search engines. */
function imageOf({ lead }: Card, origin: string): string {
  const file = lead && (widestFile(lead.shown, 'wide') ?? widestFile(lead.shown, 'square'));
  return file ? `<image:image>${element('image:loc', origin + file.path)}</image:image>` : '';
}

/** A news sitemap (Google's extension) of articles, newest first. */
export const newsSitemapOf = (cards: Card[], { origin }: Pick<Site, 'origin'>): string => `${declaration}
<urlset ${urlset} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
${cards
  .map(
    (card) =>
      `<url>${element('loc', origin + card.path)}<news:news><news:publication>${element('news:name', newsroom.name)}${element('news:language', newsroom.language)}</news:publication>${element('news:publication_date', card.publishedAt)}${element('news:title', card.headline)}</news:news>${imageOf(card, origin)}</url>`,
  )
  .join('\n')}
</urlset>
`;
