import type { Live } from '../articles/live.ts';
import { cardOf } from '../articles/live.ts';
import { replacePage } from '../aws/bucket.ts';
import { setting } from '../aws/environment.ts';
import type { Section } from '../newsroom.ts';
import { type Front, frontsOf } from './fronts.ts';
import { keyOf, page } from './page.ts';
import { articlePage } from './pages/article.tsx';
import type { Card, Site, Story } from './site.ts';

/** Published articles of a section, newest first: how a page asks for its news. */
export type LatestOf = (section: Section, limit: number) => Promise<Live[]>;

/** Puts an article's page where readers find it, unless a later revision is there already. */
export const putArticle = (story: Story, latest: Live[]) =>
  replacePage(keyOf(story.path), async (seen) => {
    if (seen && seen.revision >= story.revision) return undefined;
    const others = latest.filter(({ id }) => id !== story.id).map(cardOf);
    const html = articlePage(story, { latest: others.slice(0, 6) }, site());
    return page(html, 'article', { revision: story.revision, tags: [story.id] });
  });

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

const site = (): Site => ({
  origin: setting('SITE_ORIGIN'),
  style: setting('STYLE_PATH'),
  scripts: { subscription: setting('SUBSCRIPTION_SCRIPT_PATH') },
});
