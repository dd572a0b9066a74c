import { randomUUID } from 'node:crypto';
import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { setting } from './environment.ts';

const cloudfront = new CloudFrontClient({});

/** More tags than that are one path, `/*`: a hundred articles that are withdrawn at once. */
const most = 200;

/** Invalidates the CDN's cached objects with these cache tags. A tag costs as much as a path. */
export async function invalidate(tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return;
  if (tags.length > most) return invalidateAll();
  await invalidateItems(tags.map((tag) => `#${tag}`));
}

/** Invalidates everything: where a copy may lie under an address that nobody knows, without a tag. */
export const invalidateAll = () => invalidateItems(['/*']);

/**
 * CloudFront answers a reference that it knows with the invalidation of then, and invalidates nothing. So each call has
 * its own, which only the SDK's retries of it share: a message that comes again has changed the bucket since.
 */
async function invalidateItems(items: readonly string[]): Promise<void> {
  await cloudfront.send(
    new CreateInvalidationCommand({
      DistributionId: setting('DISTRIBUTION_ID'),
      InvalidationBatch: {
        CallerReference: randomUUID(),
        Paths: { Quantity: items.length, Items: [...items] },
      },
    }),
  );
}
