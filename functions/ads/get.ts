import { LineItem } from '../../shared/ads/line-item.ts';
import { getLineItem } from '../../shared/ads/line-item-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['ad-manager'],
  { summary: 'A line item', input: Id, output: LineItem, problems: ['not-found'] },
  ({ id }) => getLineItem(id),
);
