import { articles } from '../../shared/articles/article-store.ts';
import { commentOn } from '../../shared/articles/comment.ts';
import { commentItem, listComments } from '../../shared/articles/comment-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { text } from '../../shared/text.ts';

export const handler = step(
  articles,
  'comment',
  {
    summary: 'Comment on an article for the newsroom; readers never see it',
    input: Id.extend({ text: text(2000) }),
    problems: ['too-many'],
  },
  async (article, { text }, actor) => {
    const { comment, ...outcome } = commentOn(article, text, await listComments(article.id), actor);
    return { ...outcome, puts: [commentItem(article.id, comment)] };
  },
);
