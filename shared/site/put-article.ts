import { cardOf } from '../articles/card.ts';
import type { Live } from '../articles/live.ts';
import { replacePage } from '../aws/site-bucket.ts';
import { keyOf, page } from '../page.ts';
import { type Notice, noticeFor } from './notice.ts';
import { articlePage } from './pages/article.tsx';
import { noticePage } from './pages/notice.tsx';
import { readSite } from './read-site.ts';
import { getSpread } from './story-store.ts';

/**
 * Puts an article's page where readers find it, unless a later revision is there already. The article is read again for
 * each try, so what is put is never older than what it replaces.
 */
export const putArticle = ({ id, path, revision }: Pick<Live, 'id' | 'path' | 'revision'>) =>
  replacePage(keyOf(path), async (there) => {
    if (there && there.revision > revision) return undefined;
    const spread = await getSpread(id);
    if (!spread || (there && there.revision > spread.story.revision)) return undefined;
    const { story, latest } = spread;
    const html = articlePage(story, { latest: latest.map(cardOf) }, readSite());
    return page(html, 'article', {
      revision: story.revision,
      tags: [story.id, ...latest.map((live) => live.id)],
    });
  });

/** Puts a notice in place of a withdrawn article, over whatever was rendered of it or still will be. */
export async function putNotice(published: Parameters<typeof noticeFor>[0]) {
  const notice: Notice | undefined = noticeFor(published);
  if (!published || !notice) return;
  const { path, revision } = notice;
  await replacePage(keyOf(path), async (there) =>
    there && there.revision > revision
      ? undefined
      : page(noticePage(notice, readSite()), 'article', { revision, tags: [published.id], status: 410 }),
  );
}
