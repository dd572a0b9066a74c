import { retract } from '../../shared/articles/article.ts';
import { Id } from '../../shared/articles/id.ts';
import { articleStep } from '../../shared/lambda/article-step.ts';
import { text } from '../../shared/text.ts';

export const handler = articleStep(
  'retract',
  {
    summary: 'Withdraw an article from readers; a notice with the reason replaces it',
    input: Id.extend({ reason: text(1000) }),
  },
  (article, { reason }, actor) => retract(article, reason, actor),
);
