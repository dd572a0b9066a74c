import { end } from '../../shared/ads/line-item.ts';
import { Id } from '../../shared/articles/id.ts';
import { lineItemStep } from '../../shared/lambda/line-item-step.ts';

export const handler = lineItemStep(
  'end',
  { summary: 'Take a line item from readers for good', input: Id },
  (lineItem, _input, actor) => end(lineItem, actor),
);
