import type * as z from 'zod';
import type { Actor, Article, Outcome, StepName } from '../articles/article.ts';
import { getArticle, type Saving, saveArticle } from '../articles/article-store.ts';
import { ArticleRecord } from '../articles/record.ts';
import { once } from '../articles/requests-store.ts';
import type { ProblemCode } from '../problem.ts';
import { api, newsroomRoles } from './api.ts';
import { matched } from './caller.ts';
import { onAny } from './on-any.ts';
import { repeatable } from './repeatable.ts';

/** What a step did, with the new copy if it saved one. */
export type Taken = Outcome & Pick<Saving, 'content'>;

type Wording<In extends z.ZodType> = {
  summary: string;
  input: In;
  problems?: readonly ProblemCode[];
  /** What the answer says beside the record. */
  finish?: (record: ArticleRecord) => ArticleRecord;
};

/** What any step may be refused with. */
const refusals: readonly ProblemCode[] = [
  'not-found',
  'wrong-state',
  'changed-copy',
  'in-progress',
  'stale',
  'key-reused',
  'no-if-match',
  'busy',
];

/**
 * A step of the desk as a route: on the version that the caller read (`If-Match`), once for each `Idempotency-Key`. The
 * path's `{id}` says which article; the rest of the input is the step's own.
 */
export const articleStep = <In extends z.ZodObject<{ id: z.ZodString }>>(
  name: StepName | 'restore',
  { summary, input, problems = [], finish = (record) => record }: Wording<In>,
  take: (article: Article, input: z.infer<In>, actor: Actor) => Promise<Taken> | Taken,
) =>
  api(
    newsroomRoles,
    {
      summary,
      input,
      output: ArticleRecord,
      problems: [...refusals, ...problems],
      heeds: ['If-Match', 'Idempotency-Key'],
    },
    async (given, caller) =>
      finish(
        await once(repeatable(caller, name, given), (mark) =>
          onAny(caller, async () => {
            const article = matched(await getArticle(given.id), caller, 'required');
            const { content, ...outcome } = await take(article, given, caller);
            return saveArticle(outcome, { ...caller, content, once: mark });
          }),
        ),
      ),
  );
