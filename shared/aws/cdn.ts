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
  const items = tags.length > most ? ['/*'] : tags.map((tag) => `#${tag}`);
  const cause = [setting('AWS_LAMBDA_FUNCTION_NAME'), ...causes.toSorted(), ...items].join(' ');
  await cloudfront.send(
    new CreateInvalidationCommand({
      DistributionId: setting('DISTRIBUTION_ID'),
      InvalidationBatch: {
        CallerReference: createHash('sha256').update(cause).digest('hex'),
        Paths: { Quantity: items.length, Items: items },
      },
    }),
  );
}
