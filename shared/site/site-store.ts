import type { Live } from '../articles/live.ts';
import { cardOf } from '../articles/live.ts';
import { replacePage } from '../aws/bucket.ts';
import { site } from '../aws/site.ts';
import type { Section } from '../newsroom.ts';
import { type Front, frontsOf } from './fronts.ts';
import { keyOf, page } from './page.ts';
import { articlePage } from './pages/article.tsx';
import { noticePage } from './pages/notice.tsx';
import type { Card, Notice, Story } from './site.ts';

/** Published articles of a section, newest first: how a page asks for its news. */
export type LatestOf = (section: Section, limit: number) => Promise<Live[]>;

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
    seen && seen.revision >= revision
      ? undefined
      : page(noticePage(notice, site()), 'article', { revision, tags: [id], status: 410 }),
  );
}

/** Renders anew every page made of many articles that shows one of these sections. */
export async function refreshFronts(
  sections: readonly Section[],
  latestOf: LatestOf,
  at: string,
): Promise<void> {
  const cards = async (section: Section, limit: number): Promise<Card[]> =>
    (await latestOf(section, limit)).map(cardOf);
  const refresh = ({ path, render }: Front) =>
    replacePage(keyOf(path), () => render({ latest: cards, now: at, site: site() }));
  await Promise.all(frontsOf(sections).map(refresh));
}
