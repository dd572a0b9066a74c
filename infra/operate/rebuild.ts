import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { region } from 'embedded-aws';
import { findInstance } from '../local/cli/instance.ts';
import { command, Mistake, options } from '../local/cli/options.ts';
import { arns, siteBucket, tableName } from '../local/resources.ts';
import { inboxOf } from '../topology/inbox.ts';
import { print } from './print.ts';
import { requestRebuild } from './request-rebuild.ts';

/**
 * Renders the whole site again: that of the running instance, or with `--table`, `--topic`, `--bucket` and `--inbox` that of a
 * deployed stage, with the credentials of the environment.
 */
await command(async () => {
  const named = { type: 'string' } as const;
  const given = options({ table: named, topic: named, bucket: named, inbox: named });
  const world = given.table ? deployed(given) : await local(given);
  const clients = {
    dynamodb: new DynamoDBClient(world.config),
    sns: new SNSClient(world.config),
    s3: new S3Client(world.config),
    sqs: new SQSClient(world.config),
  };
  const started = performance.now();
  const asked = await requestRebuild({ ...clients, ...world });
  print(`Asked for ${asked.articles} articles, ${asked.days} days and ${asked.terms} tags and authors`);
  await untilEmpty(clients.sqs, world.inbox);
  const seconds = (performance.now() - started) / 1000;
  print(`Rendered in ${seconds.toFixed(1)} s: ${(asked.articles / seconds).toFixed(0)} articles a second`);
});

type Given = Partial<Record<'table' | 'topic' | 'bucket' | 'inbox', string | undefined>>;

function deployed({ table, topic, bucket, inbox }: Given) {
  if (!table || !topic || !bucket || !inbox)
    throw new Mistake(
      'For a deployed stage give --table NAME --topic ARN --bucket NAME --inbox NAME, as in the stacks',
    );
  return { config: {}, table, topic, bucket, inbox };
}

async function local({ port, data }: { port: number | undefined; data: string | undefined }) {
  const { awsPort, operator } = await findInstance({ port, data });
  const endpoint = `http://127.0.0.1:${awsPort}`;
  await fetch(endpoint).catch(() => {
    throw new Mistake('The instance is not running; run npm start first');
  });
  const config = { region, endpoint, credentials: operator };
  const topic = arns['facts topic'];
  return { config, table: tableName, topic, bucket: siteBucket, inbox: inboxOf('site/rebuild') };
}

/** Waits until the inbox has been empty for a while, because its message counts are approximate. */
async function untilEmpty(sqs: SQSClient, name: string) {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  for (let quiet = 0; quiet < 3; ) {
    await new Promise((done) => setTimeout(done, 300));
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
    );
    const waiting = names.reduce((sum, one) => sum + Number(Attributes[one] ?? 0), 0);
    quiet = waiting === 0 ? quiet + 1 : 0;
  }
}
