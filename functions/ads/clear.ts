import { clear } from '../../shared/ads/line-item.ts';
import { lineItems } from '../../shared/ads/line-item-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { findAsset } from '../../shared/media/asset-store.ts';

export const handler = step(
  lineItems,
  'clear',
  { summary: 'Let readers see a line item within its flight; its creative is checked', input: Id },
  async (lineItem, _input, actor) => clear(lineItem, await findAsset(lineItem.creative.asset), actor),
);
