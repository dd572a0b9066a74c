import * as z from 'zod';
import { LineItemList, listLineItems } from '../../shared/ads/line-item-store.ts';
import { Slot } from '../../shared/ads/slots.ts';
import { LineItemState } from '../../shared/ads/workflow.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['ad-manager'],
  {
    summary: 'Line items at a state, of one slot if it is named, 50 a page',
    input: z.strictObject({
      state: LineItemState.default('cleared'),
      slot: Slot.optional(),
      cursor: z.string().max(1000).optional(),
    }),
    output: LineItemList,
  },
  ({ state, slot, cursor }) => listLineItems(state, slot, cursor),
);
