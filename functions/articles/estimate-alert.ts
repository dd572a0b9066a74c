import * as z from 'zod';
import { alertedLongAgo, isLongMailed } from '../../shared/articles/alerting.ts';
import { getArticle } from '../../shared/articles/article-store.ts';
import { Estimate } from '../../shared/audience/estimate.ts';
import { estimateAlert } from '../../shared/audience/estimate-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';
import { Problem } from '../../shared/problem.ts';

export const handler = api(
  ['editor', 'publisher'],
  {
    summary:
      'What an alert of it would be: how many readers, how long, what the day’s quota leaves, the price; `kind` is its own unless given',
    input: Id.extend({ kind: z.enum(['section', 'breaking']).optional() }),
    output: Estimate,
    problems: ['not-found', 'wrong-state', 'busy'],
  },
  async ({ id, kind }, { at }) => {
    const article = await getArticle(id);
    const { section, alert, state } = article;
    if (state === 'killed') throw new Problem('wrong-state', 'Nobody is mailed what was killed');
    if (isLongMailed(article, at)) throw new Problem('wrong-state', `${id} ${alertedLongAgo}`);
    return estimateAlert({ id, section, kind: kind ?? (alert === 'breaking' ? alert : 'section') }, at);
  },
);
