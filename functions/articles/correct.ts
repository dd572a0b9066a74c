import { correct } from '../../shared/articles/article.ts';
import { Id } from '../../shared/articles/id.ts';
import { articleStep } from '../../shared/lambda/article-step.ts';
import { text } from '../../shared/text.ts';

export const handler = articleStep(
  'correct',
  {
    summary: 'Open a correction of what readers have, with a note to them',
    input: Id.extend({ note: text(1000) }),
  },
  (article, { note }, actor) => correct(article, note, actor),
);
