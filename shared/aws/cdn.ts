import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { setting } from './environment.ts';

const cloudfront = new CloudFrontClient({});

/**
 * Makes the CDN forget every copy that carries one of these tags. `reference` names the request: the same one sent again
 * is not counted again (each tag costs as much as a path).
 */
export async function forget(tags: readonly string[], reference: string): Promise<void> {
  if (tags.length === 0) return;
  await cloudfront.send(
    new CreateInvalidationCommand({
      DistributionId: setting('DISTRIBUTION_ID'),
      InvalidationBatch: {
        CallerReference: reference,
        Paths: { Quantity: tags.length, Items: tags.map((tag) => `#${tag}`) },
      },
    }),
  );
}
