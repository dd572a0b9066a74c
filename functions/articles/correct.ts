import { articles } from '../../shared/articles/article-store.ts';
import { correct } from '../../shared/articles/correcting.ts';
import { Note } from '../../shared/articles/note.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'correct',
  {
    summary: 'Open a correction of what readers have, with a note to them',
    input: Id.extend({ note: Note }),
  },
  (article, { note }, actor) => correct(article, note, actor),
);
