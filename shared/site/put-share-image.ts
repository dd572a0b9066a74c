import { isTombstone, type Live } from '../articles/live.ts';
import { findPublished } from '../articles/live-store.ts';
import { type Found, putNew, readFile, replacePage } from '../aws/site-bucket.ts';
import { keyOf, page } from '../page.ts';
import { noticeFor } from './notice.ts';
import { sharePath } from './share-address.ts';
import { drawShareImage } from './share-image.ts';
import { widestFile } from './view/picture-files.ts';

/**
 * Puts the image of an article's shared links, as readers have the article now. Of a withdrawn one nothing is left at its
 * address, and no late drawing brings it back. Returns the cache tags to invalidate now that it is there: the CDN looks an
 * image up by its path alone, and may have that of an earlier revision. `isNew` says that the article was published.
 */
export async function putShareImage(id: string, isNew = false): Promise<string[]> {
  const key = keyOf(sharePath(id));
  const first = isNew ? await findPublished(id) : undefined;
  // The first of an article is put as it was read, if nothing is there yet.
  if (first?.revision === 1 && !isTombstone(first) && (await putNew(key, await imageOf(first)))) return [];
  await replacePage(key, async (there) => {
    const published = await findPublished(id);
    if (!published || isLater(there, published.revision)) return undefined;
    if (!isTombstone(published)) return imageOf(published);
    const { revision } = published;
    const isComing = noticeFor(published)?.state === 'unpublished';
    return page('', 'article', { revision, tags: [id], type: 'text', status: isComing ? 404 : 410 });
  });
  return [id];
}

const imageOf = async (live: Live) =>
  page(await drawShareImage(live, await pictureOf(live)), 'article', {
    revision: live.revision,
    tags: [live.id],
    type: 'jpeg',
  });

/** The lead picture as readers get it. Without it, or once it is gone, the headline is shown. */
async function pictureOf({ lead }: Live): Promise<Uint8Array | undefined> {
  const file = lead && widestFile(lead.shown, 'wide');
  return file && readFile(keyOf(file.path));
}

const isLater = (there: Found | undefined, revision: number) =>
  there !== undefined && there.revision > revision;
