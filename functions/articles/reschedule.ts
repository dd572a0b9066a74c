import { articles } from '../../shared/articles/article-store.ts';
import { releaseIfDue, reschedule } from '../../shared/articles/clearing.ts';
import { instant } from '../../shared/instant.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

const Input = Id.extend({
  publishAt: instant.nullable().optional(),
  expireAt: instant.nullable().optional(),
});

export const handler = step(
  articles,
  'reschedule',
  {
    summary: 'Move approved copy to another time, or publish it now (publishAt: null); set or lift an end',
    input: Input,
    problems: ['own-copy', 'changed-copy'],
  },
  (article, { id: _id, ...schedule }, actor) => releaseIfDue(reschedule(article, schedule, actor), actor),
);
