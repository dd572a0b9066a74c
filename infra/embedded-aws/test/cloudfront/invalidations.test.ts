import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAws } from '../an-aws.ts';
import { errorOf } from '../dynamodb/a-table.ts';

let cloud: Awaited<ReturnType<typeof anAws>>;
let client: CloudFrontClient;
const heard: string[][] = [];

beforeAll(async () => {
  cloud = await anAws();
  client = new CloudFrontClient(cloud.config);
  cloud.cloudfront.onInvalidation((items) => heard.push(items));
});
afterAll(async () => {
  client.destroy();
  await cloud.close();
});

const invalidate = (CallerReference: string, Items: string[], Quantity = Items.length) =>
  client.send(
    new CreateInvalidationCommand({
      DistributionId: 'D1',
      InvalidationBatch: { CallerReference, Paths: { Quantity, Items } },
    }),
  );

describe('an invalidation', () => {
  it('is kept, answered as complete and passed on', async () => {
    const { Invalidation } = await invalidate('first', ['/', '/a/*', '#tag']);
    expect(Invalidation).toMatchObject({
      Status: 'Completed',
      InvalidationBatch: { CallerReference: 'first' },
    });
    expect(heard).toEqual([['/', '/a/*', '#tag']]);
    expect(cloud.cloudfront.invalidations()).toMatchObject([
      { distribution: 'D1', reference: 'first', id: Invalidation?.Id, items: ['/', '/a/*', '#tag'] },
    ]);
  });

  it('is the same when it is sent again, and is not passed on twice', async () => {
    const [one, again] = [await invalidate('same', ['/b']), await invalidate('same', ['/b'])];
    expect(again.Invalidation?.Id).toBe(one.Invalidation?.Id);
    expect(heard.filter(([path]) => path === '/b')).toHaveLength(1);
    expect((await errorOf(invalidate('same', ['/c']))).name).toBe('InvalidationBatchAlreadyExists');
  });

  it.each<[string, string[], number, string]>([
    ['counts wrongly', ['/'], 2, 'InconsistentQuantities'],
    ['has no path', [], 0, 'InvalidArgument'],
    ['has a path without a slash', ['a'], 1, 'InvalidArgument'],
    [
      'has too many paths',
      Array.from({ length: 3001 }, (_, i) => `/${i}`),
      3001,
      'TooManyInvalidationsInProgress',
    ],
  ])('that %s is refused', async (_what, items, quantity, code) => {
    expect((await errorOf(invalidate(code, items, quantity))).name).toBe(code);
  });

  it('is all that CloudFront does here', async () => {
    const error = await errorOf(client.send(new GetDistributionCommand({ Id: 'D1' })));
    expect(error).toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  });
});
