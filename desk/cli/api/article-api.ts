import type { Article } from '../../../shared/articles/article.ts';
import type { Diff } from '../../../shared/articles/diff.ts';
import type { Warning } from '../../../shared/articles/lint/warning.ts';
import type { Live } from '../../../shared/articles/live.ts';
import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { type StepName, withdrawals } from '../../../shared/articles/workflow.ts';
import type { HistoryFact } from '../../../shared/history-fact.ts';
import type { ArticleFile } from '../files/article-file.ts';
import { UsageError } from '../usage-error.ts';
import { articleIdOf } from './article-id.ts';
import type { Api, Version } from './client.ts';

/** An article, and the version of it that a write is made for. */
export type At = { id: string; version: Version };

/** Answers of the API other than an article's record. */
export type Waiting = {
  toApprove: Article[];
  toFinish: Article[];
  scheduled: Article[];
  more: { toApprove?: string; toFinish?: string; scheduled?: string };
};
export type List = { items: (Article | Live)[]; cursor?: string };
export type Facts = { facts: HistoryFact[] };
export type Activity = Facts & { since: string };
export type Linted = { copyVersion: number; lint: Warning[] };
export type Differences = { from: string; to: string; fields: Diff };
export type Preview = { path: string; expiresAt: string };

export const pathOf = (id: string) => `/api/articles/${id}`;

export const getArticle = (api: Api, word = '') => api.get<ArticleRecord>(pathOf(articleIdOf(word)));

export const fileNew = (api: Api, { content }: ArticleFile) =>
  api.post<ArticleRecord>('/api/articles', content);

export const saveCopy = (api: Api, { id, version }: At, { content }: ArticleFile) =>
  api.put<ArticleRecord>(pathOf(id), content, version);

/** Takes a step of the workflow. Refused if the article is at another version. */
export const take = (api: Api, step: StepName | 'restore', { id, version }: At, body: object = {}) =>
  api.post<ArticleRecord>(`${pathOf(id)}/${step}`, body, version);

/** The version for `If-Match`: that of --if-version, else the one just read. */
export function expectedVersion(
  { id, version }: At,
  { 'if-version': named }: { 'if-version'?: string | undefined },
): At {
  if (named !== undefined && !/^[1-9]\d{0,8}$/.test(named))
    throw new UsageError(`--if-version must be a version such as 3, not "${named}"`);
  return { id, version: named === undefined ? version : Number(named) };
}

/** The version for a step: of a withdrawal any, unless somebody names one. Who saves meanwhile must not hold it off. */
export const versionFor = (step: StepName, record: At, named: { 'if-version'?: string | undefined }): At =>
  withdrawals.includes(step) && named['if-version'] === undefined
    ? { id: record.id, version: '*' }
    : expectedVersion(record, named);
