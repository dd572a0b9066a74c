import { resume } from '../../shared/ads/line-item.ts';
import { Id } from '../../shared/articles/id.ts';
import { lineItemStep } from '../../shared/lambda/line-item-step.ts';

export const handler = lineItemStep(
  'resume',
  { summary: 'Give a paused line item back to readers', input: Id },
  (lineItem, _input, actor) => resume(lineItem, actor),
);
