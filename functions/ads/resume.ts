import { resume } from '../../shared/ads/line-item.ts';
import { lineItems } from '../../shared/ads/line-item-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  lineItems,
  'resume',
  { summary: 'Give a paused line item back to readers', input: Id },
  (lineItem, _input, actor) => resume(lineItem, actor),
);
