import { resume } from '../../shared/ads/line-item.ts';
import { lineItems } from '../../shared/ads/line-item-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { findAsset } from '../../shared/media/asset-store.ts';

export const handler = step(
  lineItems,
  'resume',
  { summary: 'Give a paused line item back to readers', input: Id },
  async (lineItem, _input, actor) => resume(lineItem, await findAsset(lineItem.creative.asset), actor),
);
