import { cardOf } from '../articles/card.ts';
import type { Live } from '../articles/live.ts';
import { type Found, replacePage } from '../aws/site-bucket.ts';
import { keyOf, page } from '../page.ts';
import { type Notice, noticeFor } from './notice.ts';
import { articlePage } from './pages/article.tsx';
import { noticePage } from './pages/notice.tsx';
import { readSite } from './read-site.ts';
import { getPageSource } from './story-store.ts';

/**
 * Renders an article's page into the site bucket, unless a later revision is there already. Every try reads the article
 * again, so that no page is older than the one it replaces.
 */
export const putArticle = ({ id, path, revision }: Pick<Live, 'id' | 'path' | 'revision'>) =>
  replacePage(keyOf(path), async (there) => {
    if (showsLater(there, revision)) return undefined;
    const spread = await getPageSource(id);
    if (!spread || showsLater(there, spread.story.revision)) return undefined;
    const { story, latest } = spread;
    const html = articlePage(story, { latest: latest.map(cardOf) }, readSite());
    return page(html, 'article', {
      revision: story.revision,
      tags: [story.id, ...latest.map((live) => live.id)],
    });
  });

/** Whether a page is there of a later revision. A redirect counts its own versions, and gives way to any page. */
const showsLater = (there: Found | undefined, revision: number) =>
  there !== undefined && !there.isRedirect && there.revision > revision;

/** Replaces the page of a withdrawn article by a notice, which no late render can replace. */
export async function putNotice(published: Parameters<typeof noticeFor>[0]) {
  const notice: Notice | undefined = noticeFor(published);
  if (!published || !notice) return;
  const { path, revision } = notice;
  await replacePage(keyOf(path), async (there) =>
    showsLater(there, revision)
      ? undefined
      : page(noticePage(notice, readSite()), 'article', { revision, tags: [published.id], status: 410 }),
  );
}
