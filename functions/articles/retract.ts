import * as z from 'zod';
import { articles } from '../../shared/articles/article-store.ts';
import { Reason } from '../../shared/articles/note.ts';
import { retract } from '../../shared/articles/withdrawing.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'retract',
  {
    summary: 'Withdraw an article from readers; a notice with the reason replaces it',
    input: Id.extend({ reason: Reason, mailRetraction: z.boolean().optional() }),
  },
  (article, { id: _id, ...said }, actor) => retract(article, said, actor),
);
