import { pictureChanges } from '../../shared/events.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { repictureArticles } from '../../shared/site/publish-repictured.ts';

export const handler = subscriber(
  toEach(pictureChanges, async (fact, at) => {
    const { type, data } = fact;
    if (type !== 'asset.described' || data.isRedrawn !== false) await repictureArticles(data.assetId, at);
  }),
);
