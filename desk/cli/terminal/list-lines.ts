import type { Article } from '../../../shared/articles/article.ts';
import type { Live } from '../../../shared/articles/live.ts';
import type { HistoryFact } from '../../../shared/history-fact.ts';
import { localTime } from './instants.ts';

/** An article of a list in one line: id, time, section, headline, reporter or bylines. */
export function articleLine(article: Article | Live): string {
  const { id, section, headline = '(withheld)' } = article;
  const at = 'reporter' in article ? waitingSince(article) : article.publishedAt;
  const by = 'reporter' in article ? article.reporter : article.bylines.join(', ');
  const urgent = article.state === 'submitted' && article.alert === 'breaking' ? 'BREAKING ' : '';
  const returned =
    'returned' in article && article.returned
      ? ` · returned by ${article.returned.by}: ${article.returned.note}`
      : '';
  return `${id}  ${localTime(at)}  ${section.padEnd(13)}  ${urgent}${headline}${by === '' ? '' : ` — ${by}`}${returned}`;
}

/** An article of a queue in one line, with its state. */
export const stateLine = (article: Article) =>
  articleLine(article).replace(article.id, `${article.id}  ${article.state.padEnd(11)}`);

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
  const { note, reason, publishAt, expireAt, publishedAt, approvedBy, openedBy, copyVersion, to, sendAlert } =
    {
      ...{ note: undefined, reason: undefined, publishAt: undefined, expireAt: undefined },
      ...{ publishedAt: undefined, approvedBy: undefined, to: undefined, sendAlert: undefined },
      ...{ openedBy: undefined, copyVersion: undefined },
      ...data,
    };
  return [
    note ?? reason,
    to && `to ${to}`,
    openedBy && `opened by ${openedBy}${copyVersion ? `, its copy is v${copyVersion}` : ''}`,
    approvedBy && (openedBy ? `approved by ${approvedBy}` : `of ${approvedBy}`),
    publishedAt && `first published ${localTime(publishedAt)}`,
    publishAt && `from ${localTime(publishAt)}`,
    expireAt && `until ${localTime(expireAt)}`,
    sendAlert === undefined ? undefined : sendAlert ? 'with an alert' : 'without its alert',
  ]
    .filter((detail) => detail !== undefined)
    .join(', ');
}
