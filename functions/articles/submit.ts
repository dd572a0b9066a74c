import { submit } from '../../shared/articles/article.ts';
import { Id } from '../../shared/articles/id.ts';
import { linted } from '../../shared/articles/record.ts';
import { articleStep } from '../../shared/lambda/article-step.ts';

export const handler = articleStep(
  'submit',
  { summary: 'Hand a draft to its desk', input: Id, finish: linted },
  (article, _input, actor) => submit(article, actor),
);
