import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { setting } from './environment.ts';

const cloudfront = new CloudFrontClient({});

/**
 * Invalidates what the CDN holds under these cache tags. `cause` is the id of the fact: sent again by the same function, the
 * request is the same to CloudFront and is not counted again (each tag costs as much as a path).
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
