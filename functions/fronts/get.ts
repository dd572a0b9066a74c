import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { isTombstone } from '../../shared/articles/live.ts';
import { findReadable } from '../../shared/articles/live-store.ts';
import { FrontName, Pin } from '../../shared/fronts/pins.ts';
import { getPins } from '../../shared/fronts/pins-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'What is kept at the top of a front',
    input: z.strictObject({ front: FrontName }),
    output: z.object({ front: FrontName, pins: z.array(Pin), version: z.int() }),
  },
  async ({ front }) => {
    const { fronts, version } = await getPins();
    const pins = fronts[front] ?? [];
    const published = await findReadable(pins.map(({ articleId }) => articleId));
    // A withdrawn one stands on no front, and comes back with its article.
    const isOn = ({ articleId }: Pin) => {
      const found = published.get(articleId);
      return found !== undefined && !isTombstone(found);
    };
    return { front, pins: pins.filter(isOn), version };
  },
);
