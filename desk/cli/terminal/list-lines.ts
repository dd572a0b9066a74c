import type { Article } from '../../../shared/articles/article.ts';
import type { Live } from '../../../shared/articles/live.ts';
import type { HistoryFact } from '../../../shared/events.ts';
import { localTime } from './instants.ts';

/** An article of a list in one line: id, time, section, headline, reporter or bylines. */
export function articleLine(article: Article | Live): string {
  const { id, section, headline = '(withheld)' } = article;
  const at = 'reporter' in article ? waitingSince(article) : article.publishedAt;
  const by = 'reporter' in article ? article.reporter : article.bylines.join(', ');
  return `${id}  ${localTime(at)}  ${section.padEnd(13)}  ${headline}${by === '' ? '' : ` — ${by}`}`;
}

const waitingSince = ({ state, publishAt, submittedAt, savedAt }: Article) =>
  (state === 'approved' ? publishAt : state === 'submitted' ? submittedAt : undefined) ?? savedAt;

/** A fact in one line: time, version, who, what, and its note and schedule. */
export function factLine({ at, by, type, version, data }: HistoryFact): string {
  const what = type.slice(type.indexOf('.') + 1);
  const columns = [localTime(at), `v${version}`.padEnd(4), by.padEnd(10), what];
  const details = detailsOf(data);
  return `${columns.join('  ')}${details === '' ? '' : `: ${details}`}`;
}

function detailsOf(data: HistoryFact['data']): string {
  const { note, reason, publishAt, expireAt } = {
    ...{ note: undefined, reason: undefined, publishAt: undefined, expireAt: undefined },
    ...data,
  };
  return [
    note ?? reason,
    publishAt && `from ${localTime(publishAt)}`,
    expireAt && `until ${localTime(expireAt)}`,
  ]
    .filter((detail) => detail !== undefined)
    .join(', ');
}
