import * as z from 'zod';
import { packed, unpacked } from '../aws/packed.ts';
import { putOnce } from '../aws/put-once.ts';
import { readMany, sayUnreadable } from '../aws/table.ts';
import { type Item, keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { added, type Views } from './views.ts';

/** The views in a log, and the SHA-256 of its text, by which it is known again. */
export type CountedLog = { hash: string; byDay: ReadonlyMap<string, Views> };

const tries = 8;

/** Days in seconds: a day's views go on counting in the list of a week; a log that comes later says nothing of these days. */
const [keptViews, keptMarks] = [10 * 86_400, 30 * 86_400];

/**
 * Adds the views of logs to those of their days, each log once, however often it was delivered and by whom. All logs are
 * added in one transaction with a mark for each, and two items at most, because logs are of today and yesterday.
 */
export async function addViews(logs: readonly CountedLog[], at: string): Promise<void> {
  let left = [...new Map(logs.map((log) => [log.hash, log])).values()].filter(({ byDay }) => byDay.size > 0);
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > tries) throw new Problem('busy', `Views were added by others ${tries} times in a row`);
    if (attempt > 1) await new Promise((done) => setTimeout(done, 10 * 2 ** attempt * Math.random()));
    const days = [...new Set(left.flatMap(({ byDay }) => [...byDay.keys()]))];
    const there = await readItems(days);
    const items = days.map((day) => {
      const { version = 0, views = new Map() } = there.get(day) ?? {};
      const more = left.flatMap(({ byDay }) => byDay.get(day) ?? []);
      return itemOf(day, version + 1, more.reduce<Views>(added, views));
    });
    const known = await putOnce(
      left.map(({ hash }) => markOf(hash, at)),
      items,
    );
    if (known === 'put') return;
    left = left.filter((_, i) => !known.includes(i));
  }
}

/** The views of these days, by day; of a day without any nothing. `isWhole` unless those of some day cannot be read. */
export async function readViews(
  days: readonly string[],
): Promise<{ byDay: Map<string, Views>; isWhole: boolean }> {
  const items = [...(await readItems(days))];
  return {
    byDay: new Map(items.flatMap(([day, { views }]) => (views ? [[day, views] as const] : []))),
    isWhole: items.every(([, { views }]) => views),
  };
}

async function readItems(days: readonly string[]) {
  const items = await readMany(days.map((day) => keys.views({ day })));
  return new Map(items.map((item) => [item.sk, { version: item.version ?? 0, views: viewsOf(item) }]));
}

const Packed = z.object({ views: z.instanceof(Uint8Array) });
const Entries = z.array(z.tuple([z.string(), z.int().positive()]));

/** The views of a day; undefined where they cannot be read. They begin again then: the list of what is read most goes on. */
function viewsOf(item: Item): Views | undefined {
  try {
    return new Map(Entries.parse(unpacked(Packed.parse(item.record).views)));
  } catch (error) {
    sayUnreadable(item, error);
    return undefined;
  }
}

const itemOf = (day: string, version: number, views: Views) => ({
  ...keys.views({ day }),
  version,
  ttl: Math.floor(Date.parse(day) / 1000) + keptViews,
  record: { views: packed([...views]) },
});

const markOf = (hash: string, at: string): Item => ({
  ...keys.viewedLog({ hash }),
  ttl: Math.floor(Date.parse(at) / 1000) + keptMarks,
  record: { at },
});
