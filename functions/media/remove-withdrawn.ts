import { invalidate, invalidateAll } from '../../shared/aws/cdn.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { hasTag } from '../../shared/media/asset.ts';
import { getWithdrawn } from '../../shared/media/asset-store.ts';
import { takeAway } from '../../shared/media/remove-files.ts';

export const handler = subscriber({
  'asset.withdrawn': async ({ id, data }) => {
    const asset = await getWithdrawn(data.assetId);
    await takeAway(asset);
    await (hasTag(asset) ? invalidate([asset.id], [id]) : invalidateAll([id]));
  },
});
