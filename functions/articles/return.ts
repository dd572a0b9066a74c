import { articles } from '../../shared/articles/article-store.ts';
import { sendBack } from '../../shared/articles/drafting.ts';
import { findPublished } from '../../shared/articles/live-store.ts';
import { sendUnrenderedBack } from '../../shared/articles/rendering.ts';
import { writersOfUnrendered } from '../../shared/articles/revisions-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { text } from '../../shared/text.ts';

export const handler = step(
  articles,
  'return',
  { summary: 'Give copy back to its reporter with a note', input: Id.extend({ note: text(2000) }) },
  async (article, { id, note }, actor) => {
    if (!article.renderFailed) return sendBack(article, note, actor);
    const [published, writers] = await Promise.all([findPublished(id), writersOfUnrendered(article)]);
    return sendUnrenderedBack(article, { note, published, writers }, actor);
  },
);
