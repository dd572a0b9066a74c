import type { Article } from '../../../shared/articles/article.ts';
import { approve, unschedule } from '../../../shared/articles/clearing.ts';
import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { Problem } from '../../../shared/problem.ts';
import { afterFirstWrite } from '../api/after-first-write.ts';
import { type At, expectedVersion, getArticle, take } from '../api/article-api.ts';
import type { Api } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { command, ifVersion } from '../command.ts';
import { claimsOf } from '../sign-in/claims.ts';
import { statusText } from '../terminal/article-text.ts';
import { futureInstantOf, localTime } from '../terminal/instants.ts';
import type { Out } from '../terminal/out.ts';

export const publishAt = command(
  {
    summary: 'approve copy with an embargo, or change the embargo of approved copy',
    about:
      'Approved copy is unscheduled and approved again, by you. When it is taken from readers does not change.',
    parameters: ['ID', 'INSTANT'],
    options: ifVersion,
  },
  async ({ args: [id, given = ''], options, api, out }) => {
    const publishAt = futureInstantOf(given);
    const record = await getArticle(api, id);
    const at = expectedVersion(record, options);
    const approved =
      record.state === 'approved'
        ? await approveAgain(api, record, at, publishAt, out)
        : await take(api, 'approve', at, { publishAt });
    out.answer(approved, () => statusText(approved, api.url));
  },
);

async function approveAgain(api: Api, record: ArticleRecord, at: At, publishAt: string, out: Out) {
  const { expireAt } = record;
  const schedule = { publishAt, ...(expireAt === undefined ? {} : { expireAt }) };
  checkApproval(record, schedule, api.token ?? '');
  out.remark(
    `The embargo was ${localTime(record.publishAt ?? publishAt)} and will be ${localTime(publishAt)}.`,
  );
  const unscheduled = await take(api, 'unschedule', at);
  return afterFirstWrite('It is unscheduled now', take(api, 'approve', unscheduled, schedule));
}

/** Throws before anything is unscheduled if the second step would be refused, as for one's own copy. */
function checkApproval(article: Article, schedule: Parameters<typeof approve>[1], token: string) {
  const { name: by, roles } = claimsOf(token);
  const actor = { by, roles: roles as never[], at: new Date().toISOString() };
  try {
    approve(unschedule(article, actor).article, schedule, actor);
  } catch (error) {
    throw error instanceof Problem ? new Refused(error.toJSON()) : error;
  }
}
