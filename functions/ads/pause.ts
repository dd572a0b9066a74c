import { pause } from '../../shared/ads/line-item.ts';
import { lineItems } from '../../shared/ads/line-item-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  lineItems,
  'pause',
  { summary: 'Take a line item from readers for now', input: Id },
  (lineItem, _input, actor) => pause(lineItem, actor),
);
