import { articles } from '../../shared/articles/article-store.ts';
import { weigh } from '../../shared/articles/weighing.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { Weight } from '../../shared/newsroom.ts';

export const handler = step(
  articles,
  'weigh',
  {
    summary: 'Say how much room fronts give an article, in work or live; its approval stands',
    input: Id.extend({ weight: Weight }),
  },
  (article, { weight }, actor) => weigh(article, weight, actor),
);
