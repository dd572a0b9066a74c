import { invalidate, invalidateAll } from '../../shared/aws/cdn.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { hasTag } from '../../shared/media/asset.ts';
import { getAsset } from '../../shared/media/asset-store.ts';
import { takeAway } from '../../shared/media/remove-files.ts';

export const handler = subscriber(
  toEach(['asset.withdrawn', 'asset.expired'], async ({ data }) => {
    const asset = await getAsset(data.assetId);
    await takeAway(asset);
    // Nobody could know the names of the files of a picture that was never public.
    if (asset.kind === 'picture' && asset.publishedAt === undefined) return;
    await (hasTag(asset) ? invalidate([asset.id]) : invalidateAll());
  }),
);
