import { system } from '../../shared/actor.ts';
import { loseCreatives } from '../../shared/ads/line-item-store.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { getWithdrawn } from '../../shared/media/asset-store.ts';

export const handler = subscriber({
  'asset.withdrawn': async ({ data }, at) =>
    loseCreatives(await getWithdrawn(data.assetId), system('media', at)),
});
