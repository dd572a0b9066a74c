import { articles } from '../../shared/articles/article-store.ts';
import { unschedule } from '../../shared/articles/clearing.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'unschedule',
  { summary: 'Take approved copy off the schedule, back to its desk', input: Id },
  (article, _input, actor) => unschedule(article, actor),
);
