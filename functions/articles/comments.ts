import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { getArticle } from '../../shared/articles/article-store.ts';
import { Comment } from '../../shared/articles/comment.ts';
import { listComments } from '../../shared/articles/comment-store.ts';
import { isWithheld } from '../../shared/articles/withheld.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'The internal comments on an article, oldest first; of a killed one for publishers alone',
    input: Id,
    output: z.object({ comments: z.array(Comment) }),
    problems: ['not-found'],
  },
  async ({ id }, { roles }) => ({
    comments: isWithheld(await getArticle(id), roles) ? [] : await listComments(id),
  }),
);
