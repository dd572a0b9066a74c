import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { setting } from './environment.ts';

const cloudfront = new CloudFrontClient({});

/**
 * Invalidates the CDN's cached objects with these cache tags. `cause` is the fact's id: when the same function repeats
 * the request, CloudFront recognises it and does not charge it again (a tag costs as much as a path).
 */
export async function invalidate(tags: readonly string[], cause: string): Promise<void> {
  if (tags.length === 0) return;
  await cloudfront.send(
    new CreateInvalidationCommand({
      DistributionId: setting('DISTRIBUTION_ID'),
      InvalidationBatch: {
        CallerReference: `${cause}/${setting('AWS_LAMBDA_FUNCTION_NAME')}`,
        Paths: { Quantity: tags.length, Items: tags.map((tag) => `#${tag}`) },
      },
    }),
  );
}
