import { system } from '../actor.ts';
import { findReleased, markPublished, saveArticle } from '../articles/article-store.ts';
import { failRender, renderAgain } from '../articles/rendering.ts';
import { putReleased } from './put-article.ts';

/**
 * Renders what was released and marks it published. When the last try fails, the article says why, so that its desk can
 * return it. A release that comes after that first takes the failure back: so nobody returns what is being rendered.
 */
export async function publishReleased(id: string, at: string, isLastTry: boolean): Promise<void> {
  const actor = system('renderer', at);
  const found = await findReleased(id);
  if (found?.article.renderFailed) await saveArticle(renderAgain(found.article, actor), actor);
  const released = found?.article.renderFailed ? await findReleased(id) : found;
  if (!released) return;
  try {
    await putReleased(released);
    await markPublished(released, at);
  } catch (error) {
    if (isLastTry) await sayFailed(id, String(error), at);
    throw error;
  }
}

async function sayFailed(id: string, reason: string, at: string) {
  const actor = system('renderer', at);
  const { article } = (await findReleased(id)) ?? {};
  if (article?.state === 'released') await saveArticle(failRender(article, reason, actor), actor);
}
