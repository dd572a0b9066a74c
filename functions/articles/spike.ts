import { spike } from '../../shared/articles/article.ts';
import { findPublished } from '../../shared/articles/article-store.ts';
import { Id } from '../../shared/articles/id.ts';
import { articleStep } from '../../shared/lambda/article-step.ts';
import { text } from '../../shared/text.ts';

export const handler = articleStep(
  'spike',
  {
    summary: 'End copy before publication, or drop a correction',
    input: Id.extend({ note: text(2000).optional() }),
  },
  async (article, { note }, actor) => spike(article, await findPublished(article.id), note, actor),
);
