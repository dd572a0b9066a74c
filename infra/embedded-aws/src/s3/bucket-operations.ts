import { AwsError, account, region } from '../service.ts';
import { bucketArn } from './address.ts';
import type { Context, Operation } from './operation.ts';
import { xmlAnswer } from './wire.ts';
import { readXml } from './xml-reader.ts';

export function bucketOperations({ store, allow, buckets }: Context): Record<string, Operation> {
  return {
    ListBuckets: async ({ principal }) => {
      allow(principal, 's3:ListAllMyBuckets', 'arn:aws:s3:::*');
      return xmlAnswer('ListAllMyBucketsResult', {
        Owner: { ID: account },
        Buckets: {
          Bucket: buckets
            .list()
            .map(({ name, created }) => ({ Name: name, CreationDate: new Date(created).toISOString() })),
        },
      });
    },

    CreateBucket: async ({ principal, bucket, body }) => {
      allow(principal, 's3:CreateBucket', bucketArn(bucket));
      const wanted = body.length > 0 ? readXml(body.toString()).first('LocationConstraint')?.text : undefined;
      if (wanted && wanted !== region)
        throw new AwsError(
          'IllegalLocationConstraintException',
          `The ${wanted} location constraint is incompatible for the region specific endpoint this request was sent to.`,
        );
      await store.write(() => buckets.create(bucket));
      return { status: 200, headers: { location: `/${bucket}` } };
    },

    DeleteBucket: async ({ principal, bucket }) => {
      allow(principal, 's3:DeleteBucket', bucketArn(bucket));
      await store.write(() => buckets.remove(bucket));
      return { status: 204 };
    },

    HeadBucket: async ({ principal, bucket }) => {
      allow(principal, 's3:ListBucket', bucketArn(bucket));
      buckets.check(bucket);
      return { status: 200, headers: { 'x-amz-bucket-region': region } };
    },

    GetBucketLocation: async ({ principal, bucket }) => {
      allow(principal, 's3:GetBucketLocation', bucketArn(bucket));
      buckets.check(bucket);
      return xmlAnswer('LocationConstraint', region);
    },
  };
}
