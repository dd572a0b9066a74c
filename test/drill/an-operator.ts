import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { expect } from 'vitest';
import { arns, queueArn, tableName } from '../../infra/local/resources.ts';
import { checkpointOf } from '../../infra/local/source.ts';
import { hasInbox, hasParked, inboxOf, parkedOf } from '../../infra/topology/inbox.ts';
import { type FunctionName, functions } from '../../infra/topology.ts';
import type { ACloud } from '../a-cloud.ts';

const minute = 60_000;

const inboxes = functions.filter(([, spec]) => hasInbox(spec)).map(([name]) => name);
const withParked = functions.filter(([, spec]) => hasParked(spec)).map(([name]) => name);

/** Who operates a newsroom: waits for what is under way, looks at parked messages, and does with them what the runbook says. */
export function anOperator(cloud: ACloud) {
  const config = {
    ...{ region, endpoint: cloud.aws.url, credentials: cloud.aws.operator },
    systemClockOffset: cloud.clock.now() - Date.now(),
  };
  const [dynamodb, sqs, sns] = [new DynamoDBClient(config), new SQSClient(config), new SNSClient(config)];
  const count = (queue: string) => cloud.aws.sqs.count(queue);

  /** Puts an item into the table, whatever it is. */
  const putItem = (item: Record<string, unknown>) =>
    dynamodb.send(new PutItemCommand({ TableName: tableName, Item: marshall(item) }));
  /** Publishes a message of some type of fact, whatever it says. */
  const announce = (type: string, Message: string) =>
    sns.send(
      new PublishCommand({
        TopicArn: arns['facts topic'],
        Message,
        MessageAttributes: { type: { DataType: 'String', StringValue: type } },
      }),
    );

  const isInInbox = () =>
    inboxes.some((name) => {
      const { visible, inFlight, delayed } = count(inboxOf(name));
      return visible + inFlight + delayed > 0;
    });
  /** Whether a fact is still to be relayed. */
  const isInStream = () =>
    cloud.aws.dynamodb
      .readStream(tableName, checkpointOf(cloud.store, 'outbox/relay') ?? '', 1000)
      .some(({ dynamodb: { Keys } }) => JSON.stringify(Keys.sk).includes('"FACT#'));

  /** Lets time go until no fact waits in the stream and no message in any inbox: each is handled, or parked. */
  const untilRest = async () => {
    await cloud.rest();
    for (let n = 0; n < 100 && isInStream(); n++) await cloud.turnBy(11_000);
    for (let n = 0; n < 40 && isInInbox(); n++) await cloud.turnBy(13 * minute);
    expect([isInStream(), isInInbox()], 'everything is delivered in the end').toEqual([false, false]);
  };

  /** The bodies of parked messages, each of which raises an alarm, by function. */
  const parked = () =>
    new Map(
      withParked.flatMap((name) => {
        const bodies = cloud.store
          .sql('SELECT body FROM sqs_message WHERE queue = ?')
          .all(parkedOf(name))
          .map(({ body }) => String(body));
        return bodies.length > 0 ? [[name, bodies] as const] : [];
      }),
    );

  /** Sends messages that were parked back to the inbox of their function. */
  const sendBack = async (name: FunctionName) => {
    const [SourceArn, DestinationArn] = [queueArn(parkedOf(name)), queueArn(inboxOf(name))];
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
    await cloud.rest();
  };

  /** Deletes parked messages that say exactly this. */
  const discard = (bodies: readonly string[]) => {
    for (const body of bodies)
      cloud.store.sql("DELETE FROM sqs_message WHERE queue LIKE 'parked-%' AND body = ?").run(body);
  };

  /** The functions with parked messages that can be sent back. */
  const withParkedMessages = () => inboxes.filter((name) => count(parkedOf(name)).visible > 0);

  const close = () => {
    for (const client of [dynamodb, sqs, sns]) client.destroy();
  };
  return { putItem, announce, untilRest, parked, discard, sendBack, withParkedMessages, close };
}
