import { pictureChanges } from '../../shared/events.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { repictureArticles } from '../../shared/site/publish-repictured.ts';

export const handler = subscriber(
  toEach(pictureChanges, async ({ data }, at) => repictureArticles(data.assetId, at)),
);
