import type { ServiceContext } from '../service.ts';
import { AwsError } from '../service.ts';

export type Buckets = ReturnType<typeof openBuckets>;

/** The buckets. Functions that write must be called inside `store.write`. */
export function openBuckets({ store, clock }: Pick<ServiceContext, 'store' | 'clock'>) {
  store.db.exec('CREATE TABLE IF NOT EXISTS s3_bucket (name TEXT PRIMARY KEY, created INTEGER) STRICT');

  const has = (bucket: string) =>
    store.sql('SELECT 1 FROM s3_bucket WHERE name = ?').get(bucket) !== undefined;

  const check = (bucket: string) => {
    if (!has(bucket))
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket });
  };

  const create = (bucket: string) => {
    if (!/^(?!xn--|\d+\.\d+\.\d+\.\d+$)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
      throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, {
        BucketName: bucket,
      });
    if (has(bucket))
      throw new AwsError(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        409,
        { BucketName: bucket },
      );
    store.sql('INSERT INTO s3_bucket VALUES (?, ?)').run(bucket, clock.now());
  };

  const remove = (bucket: string) => {
    check(bucket);
    if (store.sql('SELECT 1 FROM s3_object WHERE bucket = ? LIMIT 1').get(bucket))
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, {
        BucketName: bucket,
      });
    store.sql('DELETE FROM s3_part WHERE upload IN (SELECT id FROM s3_upload WHERE bucket = ?)').run(bucket);
    store.sql('DELETE FROM s3_upload WHERE bucket = ?').run(bucket);
    store.sql('DELETE FROM s3_cors WHERE bucket = ?').run(bucket);
    store.sql('DELETE FROM s3_bucket WHERE name = ?').run(bucket);
  };

  const list = () =>
    store
      .sql('SELECT * FROM s3_bucket ORDER BY name')
      .all()
      .map((row) => ({ name: String(row.name), created: Number(row.created) }));

  return { check, create, remove, list };
}
