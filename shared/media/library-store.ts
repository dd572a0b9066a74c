import * as z from 'zod';
import { readListing } from '../aws/listing.ts';
import { readable, readUnder } from '../aws/table.ts';
import { identityOf } from '../bangla/fold.ts';
import { keys, lists } from '../keys.ts';
import { line } from '../text.ts';
import { Asset } from './asset.ts';
import { SeenPicture } from './preview.ts';
import { saysAll } from './says.ts';

/** Which pictures of the library are looked for. */
export const PictureQuery = z.strictObject({
  /** Words that its description has, each of them. */
  q: line(200).optional(),
  /** The account of its uploader. */
  by: z.string().max(100).optional(),
  /** Only those that no article uses. */
  unused: z.literal('true', { error: 'must be true, or left out' }).optional(),
  cursor: z.string().max(1_000).optional(),
});
export type PictureQuery = z.infer<typeof PictureQuery>;

/** One batch of the library; `cursor` is set when there is more, also when nothing of this batch was found. */
export const PictureList = z.object({ items: z.array(SeenPicture), cursor: z.string().optional() });
export type PictureList = z.infer<typeof PictureList>;

/** How many pictures are read together, and how many one request goes through to find some. */
const [atOnce, most] = [50, 500];

/**
 * Goes through the library from the newest until a batch has something that is looked for, through five hundred pictures at
 * most: a request costs the same however large the library is.
 */
export async function listPictures({ q, by, unused, cursor }: PictureQuery): Promise<PictureList> {
  const words = identityOf(q ?? '')
    .split(' ')
    .filter(Boolean);
  let at = cursor;
  for (let read = 0; ; read += atOnce) {
    const { items, ...more } = await readListing(lists.pictures({}), at, { limit: atOnce, where: { by } });
    const said = readable(items, Asset).filter((asset) => saysAll(asset, words));
    const found = unused ? await withoutUse(said) : said;
    if (found.length > 0 || more.cursor === undefined || read + atOnce >= most)
      return { items: found, ...more };
    at = more.cursor;
  }
}

/** Those that nothing uses. What readers can get is used, or was. */
async function withoutUse(assets: readonly Asset[]): Promise<Asset[]> {
  const { use } = keys.asset;
  const open = assets.filter(({ publishedAt }) => publishedAt === undefined);
  const used = await Promise.all(
    open.map((asset) => readUnder(use.partition(asset), use.prefix, { limit: 1 })),
  );
  return open.filter((_, at) => used[at]?.items.length === 0);
}
