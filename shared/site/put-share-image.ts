import { isTombstone, type Live } from '../articles/live.ts';
import { findPublished } from '../articles/live-store.ts';
import { type Found, readFile, replacePage } from '../aws/site-bucket.ts';
import { keyOf, page } from '../page.ts';
import { noticeFor } from './notice.ts';
import { sharePath } from './share-address.ts';
import { drawShareImage } from './share-image.ts';
import { widestFile } from './view/picture-files.ts';

/**
 * Puts the image of an article's shared links, as readers have the article now. Of a withdrawn one nothing is left at its
 * address, and no late drawing brings it back. Returns the cache tags to invalidate now that it is there: the CDN looks an
 * image up by its path alone, and may have that of an earlier revision.
 */
export async function putShareImage(id: string): Promise<string[]> {
  let isFirst = true;
  await replacePage(keyOf(sharePath(id)), async (there) => {
    const published = await findPublished(id);
    isFirst = there === undefined && (published?.revision ?? 1) === 1;
    if (!published || isLater(there, published.revision)) return undefined;
    const { revision } = published;
    const about = { revision, tags: [id] };
    if (!isTombstone(published))
      return page(await drawShareImage(published, await pictureOf(published)), 'article', {
        ...about,
        type: 'jpeg',
      });
    const isComing = noticeFor(published)?.state === 'unpublished';
    return page('', 'article', { ...about, type: 'text', status: isComing ? 404 : 410 });
  });
  return isFirst ? [] : [id];
}

/** The lead picture as readers get it. Without it, or once it is gone, the headline is shown. */
async function pictureOf({ lead }: Live): Promise<Uint8Array | undefined> {
  const file = lead && widestFile(lead.shown, 'wide');
  return file && readFile(keyOf(file.path));
}

const isLater = (there: Found | undefined, revision: number) =>
  there !== undefined && there.revision > revision;
