import { clear } from '../../shared/ads/line-item.ts';
import { Id } from '../../shared/articles/id.ts';
import { lineItemStep } from '../../shared/lambda/line-item-step.ts';
import { findAsset } from '../../shared/media/asset-store.ts';

export const handler = lineItemStep(
  'clear',
  { summary: 'Let readers see a line item within its flight; its creative is checked', input: Id },
  async (lineItem, _input, actor) => clear(lineItem, await findAsset(lineItem.creative.asset), actor),
);
