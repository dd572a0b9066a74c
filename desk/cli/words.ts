import type { Article } from '../../shared/articles/article.ts';
import { isLive } from '../../shared/articles/article.ts';
import type { Warning } from '../../shared/articles/lint/warning.ts';
import type { Live } from '../../shared/articles/live.ts';
import type { ArticleRecord } from '../../shared/articles/record.ts';
import type { HistoryFact } from '../../shared/events.ts';
import { shownAt } from './instants.ts';

/** How an article stands, in a few lines: after every step, and above its copy. */
export function standing(record: ArticleRecord, url: string): string {
  const {
    id,
    state,
    version,
    section,
    headline = '(withheld)',
    publishAt,
    expireAt,
    lease,
  } = {
    lease: undefined,
    ...record,
  };
  const lines = [
    headline,
    `${id} · ${state} · version ${version} · ${section}`,
    state === 'approved' && publishAt !== undefined && `goes out ${shownAt(publishAt)}`,
    expireAt !== undefined && `readers have it until ${shownAt(expireAt)}`,
    isLive(record) && `${url}${record.path}`,
    lease !== undefined && `${lease.by} is editing it, until ${shownAt(lease.until)}`,
  ];
  return lines.filter((line) => line !== false).join('\n');
}

/** Whose it is and what has become of it: what an editor wants to know before anything else. */
export function provenance(record: ArticleRecord): string {
  const { reporter, savedBy, savedAt, submittedAt, approvedBy, alert, correction, withdrawal } = record;
  const lines = [
    `filed by ${reporter}${savedBy === reporter ? '' : `, last saved by ${savedBy}`}, ${shownAt(savedAt)}`,
    submittedAt !== undefined && `submitted ${shownAt(submittedAt)}`,
    approvedBy !== undefined && `approved by ${approvedBy}`,
    alert !== 'none' && `alert: ${alert}`,
    correction && `correction by ${correction.by}: ${correction.note}`,
    withdrawal && `withdrawn by ${withdrawal.by}, ${shownAt(withdrawal.at)}: ${withdrawal.reason ?? '—'}`,
  ];
  return lines.filter((line) => typeof line === 'string').join('\n');
}

/** What an editor should look at in copy. */
export const warnings = (lint: readonly Warning[]): string =>
  lint.length === 0
    ? 'Nothing to look at'
    : lint.map(({ pointer, excerpt, detail }) => `! ${placeOf(pointer)}: “${excerpt}” ${detail}`).join('\n');

/** Where a text stands, for people: `/body/3/spans/0/text` is in the fourth paragraph or the like. */
function placeOf(pointer: string): string {
  const [field = '', at] = pointer.slice(1).split('/');
  return at === undefined ? field : `${field} ${Number(at) + 1}`;
}

/** An article on a list, in one line. */
export function row(article: Article | Live): string {
  const { id, section, headline = '(withheld)' } = article;
  const at = 'reporter' in article ? waitingSince(article) : article.publishedAt;
  const by = 'reporter' in article ? article.reporter : article.bylines.join(', ');
  return `${id}  ${shownAt(at)}  ${section.padEnd(13)}  ${headline}${by === '' ? '' : ` — ${by}`}`;
}

const waitingSince = ({ state, publishAt, submittedAt, savedAt }: Article) =>
  (state === 'approved' ? publishAt : state === 'submitted' ? submittedAt : undefined) ?? savedAt;

/** A fact in one line: when, who, what, and the words that came with it. */
export function factLine({ at, by, type, version, data }: HistoryFact): string {
  const told = { note: undefined, reason: undefined, publishAt: undefined, expireAt: undefined, ...data };
  const words = [
    told.note ?? told.reason,
    told.publishAt && `from ${shownAt(told.publishAt)}`,
    told.expireAt && `until ${shownAt(told.expireAt)}`,
  ];
  const said = words.filter((word) => word !== undefined).join(', ');
  const what = type.slice(type.indexOf('.') + 1);
  return `${shownAt(at)}  ${`v${version}`.padEnd(4)}  ${by.padEnd(10)}  ${what}${said === '' ? '' : `: ${said}`}`;
}
