import { articles } from '../../shared/articles/article-store.ts';
import { assign } from '../../shared/articles/drafting.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { line } from '../../shared/text.ts';

export const handler = step(
  articles,
  'assign',
  {
    summary: 'Give the work on an article to somebody, by user name; null gives it back to its reporter',
    input: Id.extend({ to: line(128).nullable() }),
  },
  (article, { to }, actor) => assign(article, to ?? undefined, actor),
);
