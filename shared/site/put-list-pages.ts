import { replacePages } from '../aws/site-bucket.ts';
import { dayOf, startOfDay } from '../bangla/dates.ts';
import type { EventData } from '../events.ts';
import { keyOf } from '../page.ts';
import { merge, newDay, rebuilding } from './change.ts';
import type { Change, Kind } from './kind.ts';
import { kindsTouchedBy, pagesOf, rebuiltPer } from './kinds.ts';
import { askOnce, type News } from './news.ts';
import { newsFromTable } from './news-store.ts';
import { readSite } from './read-site.ts';

/**
 * Renders every page that these changes touch and that lists articles, each once, all from the same reading of the
 * news.
 */
export async function refreshListPages(changes: readonly Change[], at: string): Promise<void> {
  const change = merge(changes);
  await putPages(kindsTouchedBy(change.touches), change, at);
}

type Rebuild = Pick<EventData<'site.rebuild-requested'>, 'archives' | 'terms' | 'fronts'>;

/** Renders the pages a rebuild asks for: of days, of terms, or all others. */
export async function rebuildListPages({ archives, terms, fronts }: Rebuild, at: string) {
  for (const { day, sections } of archives)
    await putPages(rebuiltPer('day'), rebuilding({ sections, days: [day] }), at);
  if (terms.length > 0) await putPages(rebuiltPer('term'), rebuilding({ terms }), at);
  if (fronts) await putPages(rebuiltPer('paper'), newDay(at), at);
}

async function putPages(kinds: readonly Kind[], change: Change, at: string): Promise<void> {
  const now = startOfDay(dayOf(at));
  const readNews = (): News => ({ ...askOnce(newsFromTable), now, site: readSite() });
  const pages = await pagesOf(kinds, change, readNews());
  const keys = pages.map(({ path }) => keyOf(path));
  await replacePages(keys, () => {
    const news = readNews();
    return pages.map(({ path, render }) => ({ key: keyOf(path), render: () => render(news) }));
  });
}
