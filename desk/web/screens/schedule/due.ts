import type { Article } from '../../../../shared/articles/article.ts';
import { dayOf } from '../../../../shared/bangla/dates.ts';

/** Something that happens to an article by the clock. */
export type Due = { at: string; what: 'publishAt' | 'expireAt'; article: Article };

/** What happens when, by days of the newsroom (`2026-11-28`), the soonest first. */
export function dueByDay(scheduled: readonly Article[], expiring: readonly Article[]): [string, Due[]][] {
  const known = new Set(expiring.map(({ id }) => id));
  const due: Due[] = [
    ...scheduled.flatMap((article) => [
      ...(article.publishAt ? [{ at: article.publishAt, what: 'publishAt' as const, article }] : []),
      ...(article.expireAt && !known.has(article.id)
        ? [{ at: article.expireAt, what: 'expireAt' as const, article }]
        : []),
    ]),
    ...expiring.flatMap((article) =>
      article.expireAt ? [{ at: article.expireAt, what: 'expireAt' as const, article }] : [],
    ),
  ];
  return [
    ...Map.groupBy(
      due.sort((a, b) => (a.at < b.at ? -1 : 1)),
      ({ at }) => dayOf(at),
    ),
  ];
}
