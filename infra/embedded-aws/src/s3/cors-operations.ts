import { AwsError } from '../service.ts';
import { bucketArn } from './address.ts';
import { readRules } from './cors.ts';
import type { Context, Operation } from './operation.ts';
import { payloadOf } from './payload.ts';
import { xmlAnswer } from './wire.ts';

export function corsOperations({ store, allow, buckets, cors }: Context): Record<string, Operation> {
  return {
    PutBucketCors: async (call) => {
      allow(call.principal, 's3:PutBucketCORS', bucketArn(call.bucket));
      const rules = readRules(payloadOf(call, call.chunkCheck).body.toString());
      await store.write(() => {
        buckets.check(call.bucket);
        cors.set(call.bucket, rules);
      });
      return { status: 200 };
    },

    GetBucketCors: async ({ principal, bucket }) => {
      allow(principal, 's3:GetBucketCORS', bucketArn(bucket));
      buckets.check(bucket);
      const rules = cors.rules(bucket);
      if (rules.length > 0) return xmlAnswer('CORSConfiguration', { CORSRule: rules });
      throw new AwsError('NoSuchCORSConfiguration', 'The CORS configuration does not exist', 404, {
        BucketName: bucket,
      });
    },

    DeleteBucketCors: async ({ principal, bucket }) => {
      allow(principal, 's3:PutBucketCORS', bucketArn(bucket));
      await store.write(() => {
        buckets.check(bucket);
        cors.clear(bucket);
      });
      return { status: 204 };
    },
  };
}
