import { subscriber } from '../../shared/lambda/subscriber.ts';
import { putCrops } from '../../shared/media/put-crops.ts';

export const handler = subscriber({
  'asset.redraw-asked': ({ data }) => putCrops(data.assetId, () => new Date().toISOString()),
});
