import { articles } from '../../shared/articles/article-store.ts';
import { assign } from '../../shared/articles/drafting.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { accountOf } from '../../shared/people/person-store.ts';
import { line } from '../../shared/text.ts';

export const handler = step(
  articles,
  'assign',
  {
    summary:
      'Give the work on an article to somebody, by user name or account; null gives it back to its reporter',
    input: Id.extend({ to: line(128).nullable() }),
    problems: ['too-many'],
  },
  async (article, { to }, actor) =>
    assign(article, to === null ? undefined : await accountOf(to, '/to'), actor),
);
