import type { Released } from '../articles/article-store.ts';
import { assetsIn } from '../articles/pictures.ts';
import { clearUse, findUncleared } from '../articles/uses-store.ts';
import { publishAsset } from '../media/publish-asset.ts';
import { settleAll } from '../settle-all.ts';

/** So many pictures are brought to readers at once, each with a file for every width. */
const atOnce = 4;

/**
 * Lets readers get the pictures of a released article, before its page leads there. One that cannot be shown (somebody
 * withdrew it meanwhile, its files are missing) holds up neither the article nor the others: the page goes without it. What
 * fails otherwise is tried again with the whole message, but for the last try.
 */
export async function publishPictures({ live, copy }: Shown, at: string, isLastTry: boolean): Promise<void> {
  const left = await findUncleared(live, assetsIn(copy));
  const work = async () => {
    for (let asset = left.shift(); asset !== undefined; asset = left.shift())
      await publishOne(live, asset, at).catch(orWithout(asset, live, isLastTry));
  };
  await settleAll(Array.from({ length: atOnce }, work));
}

type Shown = Pick<Released, 'live' | 'copy'>;

const publishOne = async (live: Released['live'], asset: string, at: string) =>
  (await clearUse(live, asset)) && publishAsset(asset, at);

/** Who may not list a bucket is not told that an object is missing: S3 refuses to show it. */
const missing = new Set(['NoSuchKey', 'AccessDenied']);

const orWithout =
  (asset: string, { id }: Released['live'], isLastTry: boolean) =>
  (error: unknown) => {
    const isMissing = error instanceof Error && missing.has(error.name);
    if (!isMissing && !isLastTry) throw error;
    console.error(JSON.stringify({ notShown: asset, article: id, reason: String(error) }));
  };
