import type { Article } from '../../shared/articles/article.ts';
import type { Diff } from '../../shared/articles/diff.ts';
import type { Warning } from '../../shared/articles/lint/warning.ts';
import type { Live } from '../../shared/articles/live.ts';
import type { ArticleRecord } from '../../shared/articles/record.ts';
import type { StepName } from '../../shared/articles/workflow.ts';
import type { HistoryFact } from '../../shared/events.ts';
import type { Api, Version } from './api.ts';
import { Refused, Unreachable } from './api.ts';
import type { ArticleFile } from './article-file.ts';
import { articleIdOf } from './article-id.ts';
import { Mistake } from './mistake.ts';

/** An article at the version that a write is meant for. */
export type At = { id: string; version: Version };

/** The answers of the API that are not a record. */
export type Waiting = { toApprove: Article[]; toFinish: Article[]; scheduled: Article[] };
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

/** Takes a step of the workflow, on the version it is meant for. */
export const take = (api: Api, step: StepName | 'restore', { id, version }: At, body: object = {}) =>
  api.post<ArticleRecord>(`${pathOf(id)}/${step}`, body, version);

/** The version a write is meant for: the one that was named, else the one just read. */
export function meant(
  { id, version }: At,
  { 'if-version': named }: { 'if-version'?: string | undefined },
): At {
  if (named !== undefined && !/^[1-9]\d{0,8}$/.test(named))
    throw new Mistake(`--if-version must be a version such as 3, not "${named}"`);
  return { id, version: named === undefined ? version : Number(named) };
}

/** Goes on after a first write; a failure then says as well what is done already. */
export async function goingOn<T>(done: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Unreachable) throw new Unreachable(`${error.message}. ${done}`, { cause: error });
    if (!(error instanceof Refused)) throw error;
    throw new Refused({ ...error.problem, detail: `${error.message}. ${done}` });
  }
}
