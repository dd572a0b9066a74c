import { readAllUnder, readable } from '../aws/table.ts';
import { type Item, keys } from '../keys.ts';
import { Comment } from './comment.ts';

/** The internal comments on an article, oldest first. */
export async function listComments(articleId: string): Promise<Comment[]> {
  const items = await readAllUnder(
    keys.article.head.partition({ id: articleId }),
    keys.article.comment.prefix,
  );
  return readable(items, Comment);
}

/** The item of a comment, to be saved with its article. */
export const commentItem = (articleId: string, comment: Comment): Item => ({
  ...keys.article.comment({ id: articleId, comment: comment.id }),
  record: comment,
});
