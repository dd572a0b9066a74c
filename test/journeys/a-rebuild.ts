import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { region } from 'embedded-aws';
import { arns, siteBucket, tableName } from '../../infra/local/resources.ts';
import { requestRebuild } from '../../infra/operate/request-rebuild.ts';
import type { ACloud } from '../a-cloud.ts';

/** Rebuilds the whole site from the table, as an operator does. */
export async function aRebuild({ aws, rest }: Pick<ACloud, 'aws' | 'rest'>) {
  const config = { region, endpoint: aws.url, credentials: aws.operator };
  const clients = {
    dynamodb: new DynamoDBClient(config),
    sns: new SNSClient(config),
    s3: new S3Client(config),
  };
  const names = { table: tableName, topic: arns['facts topic'], bucket: siteBucket };
  const asked = await requestRebuild({ ...clients, ...names });
  await rest();
  for (const client of Object.values(clients)) client.destroy();
  return asked;
}
