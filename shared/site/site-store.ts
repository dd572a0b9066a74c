import type { Live } from '../articles/live.ts';
import { cardOf } from '../articles/live.ts';
import { replacePage, replacePages } from '../aws/bucket.ts';
import { site } from '../aws/site.ts';
import { dayOf, startOfDay } from '../bangla/dates.ts';
import { type Change, frontsOf, type KindName, type News, type NewsSource, together } from './fronts.ts';
import { readOnce } from './news.ts';
import { keyOf, page } from './page.ts';
import { articlePage } from './pages/article.tsx';
import { noticePage } from './pages/notice.tsx';
import type { Notice, Story } from './site.ts';

/**
 * Puts an article's page where readers find it, unless a later revision is there already. `render` is asked anew for
 * each try, so that what is put is never older than what it replaces.
 */
export const putArticle = (
  { path, revision }: Pick<Live, 'path' | 'revision'>,
  render: () => Promise<{ story: Story; latest: Live[] } | undefined>,
) =>
  replacePage(keyOf(path), async (seen) => {
    if (seen && seen.revision > revision) return undefined;
    const given = await render();
    if (!given || (seen && seen.revision > given.story.revision)) return undefined;
    const { story, latest } = given;
    const html = articlePage(story, { latest: latest.map(cardOf) }, site());
    return page(html, 'article', {
      revision: story.revision,
      tags: [story.id, ...latest.map(({ id }) => id)],
    });
  });

/** Puts a notice in place of a withdrawn article, over whatever was rendered of it or still will be. */
export async function putNotice(id: string, notice: Notice | undefined) {
  if (!notice) return;
  const { path, revision } = notice;
  await replacePage(keyOf(path), async (seen) =>
    seen && seen.revision > revision
      ? undefined
      : page(noticePage(notice, site()), 'article', { revision, tags: [id], status: 410 }),
  );
}

/** Renders anew every page made of many articles that these changes touch, each once, from one reading of the news. */
export async function refreshFronts(
  changes: readonly Change[],
  source: NewsSource,
  at: string,
  only?: readonly KindName[],
): Promise<void> {
  const today = startOfDay(dayOf(at));
  const newsNow = (): News => ({ ...readOnce(source), now: today, site: site() });
  const fronts = await frontsOf(together(changes), newsNow(), only);
  const keys = fronts.map(({ path }) => keyOf(path));
  await replacePages(keys, () => {
    const news = newsNow();
    return fronts.map(({ path, render }) => ({ key: keyOf(path), render: () => render(news) }));
  });
}
