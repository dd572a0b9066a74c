import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { S3Client } from '@aws-sdk/client-s3';
import { region } from 'embedded-aws';
import { findInstance } from '../local/cli/instance.ts';
import { Mistake } from '../local/cli/options.ts';
import { privateBucket, siteBucket, tableName } from '../local/resources.ts';

/** The two buckets of which something is kept. */
export type Bucket = 'site' | 'private';

/** What a newsroom consists of that cannot be made again, and who asks for it. */
export type World = {
  dynamodb: DynamoDBClient;
  streams: DynamoDBStreamsClient;
  s3: S3Client;
  table: string;
  buckets: Record<Bucket, string>;
};

type Names = Partial<Record<'table' | 'bucket' | 'private-bucket', string | undefined>>;
type Where = { port: number | undefined; data: string | undefined };

/** How the options of commands on a whole newsroom name it. */
export const names = {
  table: { type: 'string' },
  bucket: { type: 'string' },
  'private-bucket': { type: 'string' },
} as const;

/** The deployed stage that the options name, with the credentials of the environment; or the running instance. */
export async function findWorld(given: Names & Where): Promise<World> {
  const { table, bucket: site, 'private-bucket': hidden } = given;
  if (!table && !site && !hidden)
    return worldAt(await configOf(given), tableName, { site: siteBucket, private: privateBucket });
  if (!table || !site || !hidden)
    throw new Mistake('For a deployed stage give --table, --bucket and --private-bucket, as in the stacks');
  return worldAt({}, table, { site, private: hidden });
}

/** How the running instance is reached, as its operator. */
export async function configOf({ port, data }: Where): Promise<Config> {
  const { awsPort, operator } = await findInstance({ port, data });
  const endpoint = `http://127.0.0.1:${awsPort}`;
  await fetch(endpoint).catch(() => {
    throw new Mistake('The instance is not running; run npm start first');
  });
  return { region, endpoint, credentials: operator };
}

export type Config = {
  region?: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  systemClockOffset?: number;
};

/** A newsroom by its names. DynamoDB throttles a table that grows fast: it is asked again, ever slower. */
export const worldAt = (config: Config, table: string, buckets: World['buckets']): World => ({
  dynamodb: new DynamoDBClient({ ...config, maxAttempts: 12 }),
  streams: new DynamoDBStreamsClient({ ...config, maxAttempts: 12 }),
  s3: new S3Client({ ...config, maxAttempts: 12 }),
  table,
  buckets,
});

export function close({ dynamodb, streams, s3 }: World) {
  for (const client of [dynamodb, streams, s3]) client.destroy();
}
