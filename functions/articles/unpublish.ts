import { articles } from '../../shared/articles/article-store.ts';
import { unpublish } from '../../shared/articles/withdrawing.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { text } from '../../shared/text.ts';

export const handler = step(
  articles,
  'unpublish',
  {
    summary: 'Take an article from readers without a word that it was wrong; the note is for the newsroom',
    input: Id.extend({ note: text(1000).optional() }),
  },
  (article, { note }, actor) => unpublish(article, note, actor),
);
