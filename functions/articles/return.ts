import { articles } from '../../shared/articles/article-store.ts';
import { sendBack } from '../../shared/articles/drafting.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { text } from '../../shared/text.ts';

export const handler = step(
  articles,
  'return',
  { summary: 'Give copy back to its reporter with a note', input: Id.extend({ note: text(2000) }) },
  (article, { note }, actor) => sendBack(article, note, actor),
);
