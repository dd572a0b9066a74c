import { articles } from '../../shared/articles/article-store.ts';
import { kill } from '../../shared/articles/withdrawing.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { text } from '../../shared/text.ts';

export const handler = step(
  articles,
  'kill',
  {
    summary: 'Remove an article for law or safety: its text leaves every output',
    input: Id.extend({ reason: text(1000) }),
  },
  (article, { reason }, actor) => kill(article, reason, actor),
);
