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
    backdatedTo,
    openComments = 0,
    returned,
  } = {
    lease: undefined,
    ...record,
  };
  const lines = [
    headline,
    `${id} · ${state} · version ${version} · ${section}`,
    publishAt !== undefined &&
      `${state === 'approved' ? 'goes out' : 'is wanted for'} ${localTime(publishAt)}`,
    expireAt !== undefined &&
      `${isLive(record) ? 'readers have it' : 'is wanted'} until ${localTime(expireAt)}`,
    backdatedTo !== undefined && `of an archive, first published ${localTime(backdatedTo)}`,
    openComments > 0 && `open comments: ${openComments}`,
    isLive(record) && `${url}${record.path}`,
    returned !== undefined && `returned by ${returned.by}: ${returned.note}`,
    record.renderFailed !== undefined &&
      `no page since ${localTime(record.renderFailed.at)}: ${record.renderFailed.reason}`,
    lease !== undefined && `${lease.by} is editing it, until ${localTime(lease.until)}`,
  ];
  return lines.filter((line) => line !== false).join('\n');
}

/** Who filed, saved, approved and withdrew an article, and when. */
export function provenance(record: ArticleRecord): string {
  const { reporter, savedBy, savedAt, submittedAt, approvedBy, alert, correction, withdrawal } = record;
  const { weight = 'normal', assignee, update, alerted = [], words, readingMinutes } = record;
  const lines = [
    `filed by ${reporter}${savedBy === reporter ? '' : `, last saved by ${savedBy}`}, ${localTime(savedAt)}`,
    assignee !== undefined && `assigned to ${assignee}`,
    words !== undefined && `${words} words, ${readingMinutes} min`,
    submittedAt !== undefined && `submitted ${localTime(submittedAt)}`,
    approvedBy !== undefined && `approved by ${approvedBy}`,
    weight !== 'normal' && `weight on fronts: ${weight}`,
    alert !== 'none' && `alert: ${alert}`,
    alerted.length > 0 && `readers were alerted: ${alerted.join(', ')}`,
    update && `update by ${update.by}`,
    correction && `correction by ${correction.by}: ${correction.note}`,
    withdrawal && `withdrawn by ${withdrawal.by}, ${localTime(withdrawal.at)}: ${withdrawal.reason ?? '—'}`,
  ];
  return lines.filter((line) => typeof line === 'string').join('\n');
}
