import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { Size, Slot, slotNames, slots } from '../../shared/ads/slots.ts';
import { api } from '../../shared/lambda/route.ts';

const Place = z.object({ slot: Slot, sizes: z.array(Size), on: z.array(z.string()), most: z.int() });

export const handler = api(
  ['ad-manager', ...newsroomRoles],
  {
    summary: 'Where ads may stand: sizes in CSS pixels, kinds of pages, and how many on a page',
    input: z.strictObject({}),
    output: z.object({ slots: z.array(Place) }),
  },
  async () => ({
    slots: slotNames.map((slot) => {
      const { sizes, on, most } = slots[slot];
      return { slot, sizes: [...sizes], on: [...on], most };
    }),
  }),
);
