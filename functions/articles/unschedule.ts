import { unschedule } from '../../shared/articles/article.ts';
import { Id } from '../../shared/articles/id.ts';
import { articleStep } from '../../shared/lambda/article-step.ts';

export const handler = articleStep(
  'unschedule',
  { summary: 'Take approved copy off the schedule, back to its desk', input: Id },
  (article, _input, actor) => unschedule(article, actor),
);
