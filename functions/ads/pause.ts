import { pause } from '../../shared/ads/line-item.ts';
import { Id } from '../../shared/articles/id.ts';
import { lineItemStep } from '../../shared/lambda/line-item-step.ts';

export const handler = lineItemStep(
  'pause',
  { summary: 'Take a line item from readers for now', input: Id },
  (lineItem, _input, actor) => pause(lineItem, actor),
);
