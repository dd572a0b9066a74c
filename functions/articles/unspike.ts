import { articles } from '../../shared/articles/article-store.ts';
import { unspike } from '../../shared/articles/correcting.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'unspike',
  { summary: 'Take a spike back: the copy is a draft, or at its desk, as before', input: Id },
  (article, _input, actor) => unspike(article, actor),
);
