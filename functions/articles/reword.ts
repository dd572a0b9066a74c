import { articles } from '../../shared/articles/article-store.ts';
import { reword } from '../../shared/articles/correcting.ts';
import { Note } from '../../shared/articles/note.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'reword',
  {
    summary:
      'Reword the note of a correction in work; null makes it an update, a note makes an update a correction',
    input: Id.extend({ note: Note.nullable() }),
  },
  (article, { note }, actor) => reword(article, note ?? undefined, actor),
);
