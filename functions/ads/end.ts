import { end } from '../../shared/ads/line-item.ts';
import { lineItems } from '../../shared/ads/line-item-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  lineItems,
  'end',
  { summary: 'Take a line item from readers for good', input: Id },
  (lineItem, _input, actor) => end(lineItem, actor),
);
