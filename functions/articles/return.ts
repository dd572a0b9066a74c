import { sendBack } from '../../shared/articles/article.ts';
import { Id } from '../../shared/articles/id.ts';
import { articleStep } from '../../shared/lambda/article-step.ts';
import { text } from '../../shared/text.ts';

export const handler = articleStep(
  'return',
  { summary: 'Give copy back to its reporter with a note', input: Id.extend({ note: text(2000) }) },
  (article, { note }, actor) => sendBack(article, note, actor),
);
