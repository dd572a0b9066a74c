import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { region } from 'embedded-aws';
import { privateBucket, siteBucket, tableName } from '../../infra/local/resources.ts';
import type { Queues } from '../../infra/operate/parked-queues.ts';
import { type World, worldAt } from '../../infra/operate/world.ts';
import type { ACloud } from '../a-cloud.ts';

type Reached = Pick<ACloud, 'aws' | 'clock'>;

/** What the clients of an operator of a newsroom are made with: its time is the cloud's. */
const configOf = ({ aws, clock }: Reached) => ({
  ...{ region, endpoint: aws.url, credentials: aws.operator },
  systemClockOffset: clock.now() - Date.now(),
});

/** A newsroom as an operator reaches it. */
export const worldOf = (cloud: Reached) =>
  worldAt(configOf(cloud), tableName, { site: siteBucket, private: privateBucket });

/** Its queues. */
export const queuesOf = (cloud: Reached): Queues => ({ sqs: new SQSClient(configOf(cloud)), prefix: '' });

/** All items of its table, which fit into one answer. */
export const itemsOf = async ({ dynamodb, table }: World) =>
  (await dynamodb.send(new ScanCommand({ TableName: table, ConsistentRead: true }))).Items ?? [];
