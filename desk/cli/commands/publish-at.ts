import type { Article } from '../../../shared/articles/article.ts';
import { approve, unschedule } from '../../../shared/articles/clearing.ts';
import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { Problem } from '../../../shared/problem.ts';
import { type Api, Refused } from '../api.ts';
import { claimsOf } from '../claims.ts';
import { command, onVersion } from '../command.ts';
import { type At, getArticle, goingOn, meant, take } from '../desk.ts';
import { laterOf, shownAt } from '../instants.ts';
import type { Out } from '../out.ts';
import { standing } from '../words.ts';

export const publishAt = command(
  {
    summary: 'approve copy with an embargo, or move that of approved copy',
    about: 'Approved copy is taken off the schedule and approved anew, by you; an end that was set stays.',
    takes: ['ID', 'INSTANT'],
    options: onVersion,
  },
  async ({ words: [id, given = ''], options, api, out }) => {
    const publishAt = laterOf(given);
    const record = await getArticle(api, id);
    const at = meant(record, options);
    const approved =
      record.state === 'approved'
        ? await approveAnew(api, record, at, publishAt, out)
        : await take(api, 'approve', at, { publishAt });
    out.answer(approved, () => standing(approved, api.url));
  },
);

async function approveAnew(api: Api, record: ArticleRecord, at: At, publishAt: string, out: Out) {
  const { expireAt } = record;
  const schedule = { publishAt, ...(expireAt === undefined ? {} : { expireAt }) };
  refuseIfItWouldStop(record, schedule, api.token ?? '');
  out.remark(
    `Takes it off the schedule of ${shownAt(record.publishAt ?? publishAt)}, and approves it for ${shownAt(publishAt)}.`,
  );
  const unscheduled = await take(api, 'unschedule', at);
  return goingOn('It is off the schedule now', take(api, 'approve', unscheduled, schedule));
}

/** Who may take copy off the schedule but not approve it (their own, say) would leave it half done. */
function refuseIfItWouldStop(article: Article, schedule: Parameters<typeof approve>[1], token: string) {
  const { name: by, roles } = claimsOf(token);
  const actor = { by, roles: roles as never[], at: new Date().toISOString() };
  try {
    approve(unschedule(article, actor).article, schedule, actor);
  } catch (error) {
    throw error instanceof Problem ? new Refused(error.toJSON()) : error;
  }
}
