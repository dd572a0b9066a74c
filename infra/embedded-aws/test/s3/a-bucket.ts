import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openClock } from '../../src/clock.ts';
import { type AwsOptions, openAws } from '../../src/open-aws.ts';
import { region } from '../../src/service.ts';
import { Store } from '../../src/store.ts';

type Grants = Record<string, string[]>;

/** A cloud with one bucket, `site`, and clients for the operator and for principals who may do only what is said. */
export async function aBucket(grants: Grants = {}, options: Pick<AwsOptions, 'arrivals'> = {}) {
  const store = new Store(':memory:');
  const clock = openClock();
  const allow = (principal: string, action: string, resource: string) =>
    grants[principal]?.includes(`${action} ${resource}`) || `${principal} may not ${action} on ${resource}`;
  const aws = await openAws({ store, clock, allow, ...options });
  const clientOf = (principal: string, more: S3ClientConfig = {}) =>
    new S3Client({
      region,
      endpoint: aws.url,
      credentials: aws.credentialsFor(principal),
      maxAttempts: 1,
      ...more,
    });
  const s3 = clientOf('operator');
  await store.write(() => store.sql('INSERT INTO s3_bucket VALUES (?, ?)').run('site', clock.now()));
  const makeQueue = async (QueueName: string) => {
    const sqs = new SQSClient({ region, endpoint: aws.url, credentials: aws.operator });
    await sqs.send(new CreateQueueCommand({ QueueName }));
    sqs.destroy();
  };
  const close = async () => {
    s3.destroy();
    await aws.close();
    store.close();
  };
  return { ...aws, bucket: aws.s3, store, clock, s3, clientOf, makeQueue, close };
}
