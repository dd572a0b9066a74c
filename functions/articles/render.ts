import { articles } from '../../shared/articles/article-store.ts';
import { renderAgain } from '../../shared/articles/rendering.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'render',
  { summary: 'Try again to make the page of released copy that could not be rendered', input: Id },
  (article, _input, actor) => renderAgain(article, actor),
);
