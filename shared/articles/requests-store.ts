import * as answers from '../aws/answers.ts';
import { type Actor, Article } from './article.ts';
import { type Answer, getArticle, isWithheld } from './article-store.ts';
import { getContent } from './copy-store.ts';
import { Live } from './live.ts';
import type { ArticleRecord } from './record.ts';

/** A request that its sender may repeat, and what the sender may see. */
export type Request = answers.Request & { roles: Actor['roles'] };

const Answered = Article.extend({ corrections: Live.shape.corrections });

/** Does a step on an article once: a repeat gets the first answer, as far as its sender may see it now. */
export const once = (
  request: Request | undefined,
  work: (mark?: answers.Mark<Answer>) => Promise<ArticleRecord>,
): Promise<ArticleRecord> =>
  answers.answerOnce(request, work, (answer) => recordOf(Answered.parse(answer), request?.roles ?? []));

async function recordOf(answer: Answer, roles: Actor['roles']): Promise<ArticleRecord> {
  const now = await getArticle(answer.id);
  if (isWithheld(now, roles)) return { ...now, state: 'killed' };
  const { corrections, ...article } = answer;
  return { ...article, ...(await getContent(answer.id, answer.copyVersion)), corrections };
}
