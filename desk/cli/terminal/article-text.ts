import { isLive } from '../../../shared/articles/article.ts';
import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { localTime } from './instants.ts';

/** An article's headline, state, version, section and address, in a few lines. */
export function statusText(record: ArticleRecord, url: string): string {
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
    state === 'approved' && publishAt !== undefined && `goes out ${localTime(publishAt)}`,
    expireAt !== undefined && `readers have it until ${localTime(expireAt)}`,
    isLive(record) && `${url}${record.path}`,
    lease !== undefined && `${lease.by} is editing it, until ${localTime(lease.until)}`,
  ];
  return lines.filter((line) => line !== false).join('\n');
}

/** Who filed, saved, approved and withdrew an article, and when. */
export function provenance(record: ArticleRecord): string {
  const { reporter, savedBy, savedAt, submittedAt, approvedBy, alert, correction, withdrawal } = record;
  const lines = [
    `filed by ${reporter}${savedBy === reporter ? '' : `, last saved by ${savedBy}`}, ${localTime(savedAt)}`,
    submittedAt !== undefined && `submitted ${localTime(submittedAt)}`,
    approvedBy !== undefined && `approved by ${approvedBy}`,
    alert !== 'none' && `alert: ${alert}`,
    correction && `correction by ${correction.by}: ${correction.note}`,
    withdrawal && `withdrawn by ${withdrawal.by}, ${localTime(withdrawal.at)}: ${withdrawal.reason ?? '—'}`,
  ];
  return lines.filter((line) => typeof line === 'string').join('\n');
}
