import { createHash } from 'node:crypto';
import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { setting } from './environment.ts';

const cloudfront = new CloudFrontClient({});

/** More tags than that are one path, `/*`: a hundred articles that are withdrawn at once. */
const most = 200;

/**
 * Invalidates the CDN's cached objects with these cache tags. `causes` are the ids of the facts: when the same function
 * repeats the request, CloudFront recognises it and does not charge it again (a tag costs as much as a path).
 */
export async function invalidate(tags: readonly string[], causes: readonly string[]): Promise<void> {
  if (tags.length === 0) return;
  if (tags.length > most) return invalidateAll(causes);
  await invalidateItems(
    tags.map((tag) => `#${tag}`),
    causes,
  );
}

/** Invalidates everything: where a copy may lie under an address that nobody knows, without a tag. */
export const invalidateAll = (causes: readonly string[]) => invalidateItems(['/*'], causes);

async function invalidateItems(items: readonly string[], causes: readonly string[]): Promise<void> {
  const cause = [setting('AWS_LAMBDA_FUNCTION_NAME'), ...causes.toSorted(), ...items].join(' ');
  await cloudfront.send(
    new CreateInvalidationCommand({
      DistributionId: setting('DISTRIBUTION_ID'),
      InvalidationBatch: {
        CallerReference: createHash('sha256').update(cause).digest('hex'),
        Paths: { Quantity: items.length, Items: [...items] },
      },
    }),
  );
}
