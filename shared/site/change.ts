import { type Published, termsListing } from '../articles/live.ts';
import { dayBefore, dayOf } from '../bangla/dates.ts';
import type { Standing } from '../events.ts';
import { sections } from '../newsroom.ts';
import type { Change } from './kind.ts';

const nothing: Change = { touches: [], ids: [], sections: [], days: [], terms: [] };

/**
 * The change a publication, correction or withdrawal makes to pages that list articles: where the article is listed,
 * and where it was before.
 */
export const changeOf = (published: Published, left?: Standing, isRepictured = false): Change => ({
  touches: [published.revision > 1 || isRepictured ? 'change' : 'publication'],
  ids: [published.id],
  sections: [...new Set([published.section, ...(left ? [left.section] : [])])],
  days: [dayOf(published.publishedAt)],
  terms: [...new Set([...termsListing(published), ...(left?.terms ?? [])])],
});

/** The change of what editors keep on these fronts (`home`, or a section). */
export const arranged = (fronts: readonly string[]): Change => ({
  ...nothing,
  touches: ['arrangement'],
  sections: sections.filter((section) => fronts.includes(section)),
});

/** The change of what is said of these authors, by slug. */
export const authorsChanged = (slugs: readonly string[]): Change => ({
  ...nothing,
  touches: ['author'],
  terms: [...new Set(slugs)].map((slug) => `author/${slug}`),
});

/** After an outage of the clock that was longer, a rebuild makes up for the days before. */
const mostDays = 31;

/**
 * The change of a new day: every front has a new date, the archives of the days since `sealed` (yesterday's, unless the
 * clock stood) are complete, and their months' sitemaps are written.
 */
export function newDay(at: string, sealed?: string): Change {
  const days = [dayBefore(dayOf(at)), dayOf(at)];
  for (
    let first = dayBefore(days[0] ?? '');
    sealed && first >= sealed && days.length <= mostDays;
    first = dayBefore(first)
  )
    days.unshift(first);
  return { ...nothing, touches: ['new day'], sections, days };
}

/** The change of a new hour: archives list what was published since the last one, at midnight those of yesterday. */
export const newHour = (at: string): Change => ({
  ...nothing,
  touches: ['new hour'],
  sections,
  days: [...new Set([hourBefore(at), at].map(dayOf))],
});

const hourBefore = (at: string) => new Date(Date.parse(at) - 3_600_000).toISOString();

/** The change of a rebuild: the pages of these days or terms. */
export const rebuilding = (part: Pick<Partial<Change>, 'sections' | 'days' | 'terms'>): Change => ({
  ...nothing,
  ...part,
});

/** Merges changes into one, so that a page touched by several is rendered once. */
export function merge(changes: readonly Change[]): Change {
  const all = <K extends keyof Change>(part: K) => [
    ...new Set(changes.flatMap((change): readonly Change[K][number][] => change[part])),
  ];
  return {
    touches: all('touches'),
    ids: all('ids'),
    sections: all('sections'),
    days: all('days'),
    terms: all('terms'),
  };
}
