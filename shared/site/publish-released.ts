import { system } from '../actor.ts';
import { findReleased, markPublished, saveArticle } from '../articles/article-store.ts';
import { failRender, renderAgain } from '../articles/rendering.ts';
import { withLead } from '../articles/repicturing.ts';
import type { EventData, NewsEvent } from '../events.ts';
import { retryStale } from '../retry-stale.ts';
import { publishPictures } from './publish-pictures.ts';
import { putReleased } from './put-article.ts';

const name = 'renderer';

/**
 * Whether a fact is the renderer's own word that it tries again: it is at it already, and its message comes again until it
 * has done it. Woken by itself it would try for ever what cannot be rendered.
 */
export const isOwnWord = ({ type, by }: Pick<NewsEvent, 'type' | 'by'>) =>
  type === 'article.render-asked' && by === name;

/** A fact that something was released, or is to be rendered again: only the former say with which copy. */
type Released = Pick<EventData<'article.released'>, 'articleId'> & { copyVersion?: number };

/**
 * Renders what was released and marks it published. When the last try fails, the article says why, so that its desk can
 * return it. A release that comes after that first takes the failure back: so nobody returns what is being rendered.
 */
export async function publishReleased(of: Released, at: string, isLastTry: boolean): Promise<void> {
  try {
    // Whoever saved it meanwhile, as one who withdrew its picture, does not make readers wait for the message to come again.
    await retryStale(() => putReadable(of, at, isLastTry), Math.random);
  } catch (error) {
    if (isLastTry) await sayFailed(of.articleId, String(error), at);
    throw error;
  }
}

async function putReadable({ articleId: id, copyVersion }: Released, at: string, isLastTry: boolean) {
  const actor = system(name, at);
  const found = await findReleased(id, copyVersion);
  if (found?.article.renderFailed) await saveArticle(renderAgain(found.article, actor), actor);
  const released = found?.article.renderFailed ? await findReleased(id, copyVersion) : found;
  if (!released) return;
  await publishPictures(released, at, isLastTry);
  const shown = await putReleased(released);
  await markPublished({ ...released, live: withLead(released.live, released.copy, shown) }, at);
}

async function sayFailed(id: string, reason: string, at: string) {
  const actor = system(name, at);
  const { article } = (await findReleased(id)) ?? {};
  if (article?.state === 'released') await saveArticle(failRender(article, reason, actor), actor);
}
