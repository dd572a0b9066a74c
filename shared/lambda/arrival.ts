import * as z from 'zod';
import { batchInbox, inbox } from './inbox.ts';

/** The event a bucket sends for a new object. `key` is the plain key, not URL-encoded. */
const ObjectCreated = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({ object: z.object({ key: z.string(), size: z.int().nonnegative() }) }),
});
export type Arrived = z.infer<typeof ObjectCreated>['detail']['object'];

/** Handles each object that arrives in a bucket. One that fails is delivered again, and parked after the last try. */
export const arrival = (work: (object: Arrived, at: string) => Promise<unknown>) =>
  inbox((body, at) => work(ObjectCreated.parse(body).detail.object, at));

/** The same for a batch of objects in one call; `work` says how each went. */
export const batchArrival = (
  work: (objects: Arrived[], at: string) => Promise<PromiseSettledResult<unknown>[]>,
) => batchInbox((body) => ObjectCreated.parse(JSON.parse(body)).detail.object, work);
