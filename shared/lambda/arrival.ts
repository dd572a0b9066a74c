import * as z from 'zod';
import { inbox } from './inbox.ts';

/** An object as the bucket it arrived in tells of it. `key` stands as it is, not URL-encoded. */
const ObjectCreated = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({ object: z.object({ key: z.string(), size: z.int().nonnegative() }) }),
});
export type Arrived = z.infer<typeof ObjectCreated>['detail']['object'];

/** Works on each object that arrives. One that fails is handed over again, and its message parked after the last try. */
export const arrival = (work: (object: Arrived, at: string) => Promise<unknown>) =>
  inbox((body, at) => work(ObjectCreated.parse(body).detail.object, at));
