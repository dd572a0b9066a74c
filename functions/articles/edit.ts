import { edit } from '../../shared/articles/article.ts';
import { copyHashOf } from '../../shared/articles/copy-hash.ts';
import { Filing } from '../../shared/articles/filing.ts';
import { Id } from '../../shared/articles/id.ts';
import { articleStep } from '../../shared/lambda/article-step.ts';

export const handler = articleStep(
  'edit',
  { summary: 'Save a new copy; it is a draft again', input: Filing.extend(Id.shape) },
  (article, { id: _id, ...content }, actor) => ({
    ...edit(article, content, copyHashOf(content), actor),
    content,
  }),
);
