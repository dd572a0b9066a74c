import { kill } from '../../shared/articles/article.ts';
import { Id } from '../../shared/articles/id.ts';
import { articleStep } from '../../shared/lambda/article-step.ts';
import { text } from '../../shared/text.ts';

export const handler = articleStep(
  'kill',
  {
    summary: 'Remove an article for law or safety: its text leaves every output',
    input: Id.extend({ reason: text(1000) }),
  },
  (article, { reason }, actor) => kill(article, reason, actor),
);
