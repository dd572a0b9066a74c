import { articles } from '../../shared/articles/article-store.ts';
import { openUpdate } from '../../shared/articles/correcting.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'update',
  { summary: 'Open an update of what readers have: the story goes on, no note is needed', input: Id },
  (article, _input, actor) => openUpdate(article, actor),
);
