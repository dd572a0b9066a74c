import type { EventData } from '../events.ts';
import { type Change, type KindName, type NewsSource, turnOfDay } from './fronts.ts';
import { refreshFronts } from './site-store.ts';

type Wanted = Pick<EventData<'site.rebuild-requested'>, 'archives' | 'topics' | 'fronts'>;

/** Renders anew what a rebuild asks for of the pages made of many articles: archives, topics, or all the rest. */
export async function rebuildFronts({ archives, topics, fronts }: Wanted, source: NewsSource, at: string) {
  const render = (change: Partial<Change>, ...only: KindName[]) =>
    refreshFronts([{ ...nothing, ...change }], source, at, only);
  for (const { day, sections } of archives) await render({ sections, days: [day] }, 'archives', 'sitemaps');
  if (topics.length > 0) await render({ topics }, 'topics');
  if (fronts) await render(turnOfDay(at), 'home', 'sections', 'feeds', 'news sitemap', 'sitemaps');
}

const nothing: Change = { ids: [], sections: [], days: [], topics: [], isLate: true };
