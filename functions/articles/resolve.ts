import * as z from 'zod';
import { articles } from '../../shared/articles/article-store.ts';
import { resolve } from '../../shared/articles/comment.ts';
import { commentItem, listComments } from '../../shared/articles/comment-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'resolve',
  {
    summary: 'Mark a comment as resolved',
    input: Id.extend({ comment: z.string().max(20) }),
    problems: ['too-many'],
  },
  async (article, { comment: name }, actor) => {
    const { comment, ...outcome } = resolve(article, name, await listComments(article.id), actor);
    return { ...outcome, puts: [commentItem(article.id, comment)] };
  },
);
