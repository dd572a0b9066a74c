import { readMost, weekUpTo } from '../articles/views.ts';
import { readViews } from '../articles/views-store.ts';
import { replacePage } from '../aws/site-bucket.ts';
import { dayOf } from '../bangla/dates.ts';
import { frontTag, keyOf, page } from '../page.ts';
import { mostReadOf } from './most-read.ts';
import { newsInTable } from './news-store.ts';
import { mostReadPath } from './view/paths.ts';

/** How many of the articles read most are looked up: of these some may be withdrawn. */
const candidates = 20;

/**
 * Writes what is read most today and in the last seven days, as the pages' script gets it. The views are read before the
 * articles: so whoever withdraws one and does not find it among them knows that it is not listed after.
 */
export const putMostRead = (at: string): Promise<void> =>
  replacePage(keyOf(mostReadPath), async () => {
    const ids = await candidatesAt(at);
    const cards = await newsInTable.cardsOf([...new Set([...ids.today, ...ids.week])]);
    const { lists, shown } = mostReadOf(ids, new Map(cards.map((card) => [card.id, card])));
    return page(JSON.stringify(lists), 'mostRead', { type: 'data', tags: [frontTag, ...shown] });
  });

/** The same, if one of these articles may be in it: they were changed or withdrawn. */
export async function refreshMostRead(changed: readonly string[], at: string): Promise<void> {
  const { today, week, isWhole } = await candidatesAt(at);
  if (!isWhole || changed.some((id) => today.includes(id) || week.includes(id))) await putMostRead(at);
}

async function candidatesAt(at: string) {
  const days = weekUpTo(dayOf(at));
  const { byDay, isWhole } = await readViews(days);
  const on = (some: readonly string[]) =>
    readMost(
      some.flatMap((day) => byDay.get(day) ?? []),
      candidates,
    );
  return { today: on(days.slice(0, 1)), week: on(days), isWhole };
}
