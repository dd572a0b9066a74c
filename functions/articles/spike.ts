import { articles } from '../../shared/articles/article-store.ts';
import { spike } from '../../shared/articles/correcting.ts';
import { findPublished } from '../../shared/articles/live-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { text } from '../../shared/text.ts';

export const handler = step(
  articles,
  'spike',
  {
    summary: 'End copy before publication, or drop a correction',
    input: Id.extend({ note: text(2000).optional() }),
  },
  async (article, { note }, actor) => spike(article, await findPublished(article.id), note, actor),
);
