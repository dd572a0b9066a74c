import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  CreateEmailIdentityCommand,
  GetEmailIdentityCommand,
  PutConfigurationSetSuppressionOptionsCommand,
  SESv2Client,
  UpdateConfigurationSetEventDestinationCommand,
} from '@aws-sdk/client-sesv2';
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ArrivalRule, account, region } from 'embedded-aws';
import { maxReceives } from '../../shared/lambda/inbox.ts';
import { newsroom } from '../../shared/newsroom.ts';
import type { SiteFile } from '../build/site-files.ts';
import type { FunctionSpec } from '../topology/function-spec.ts';
import type { Resource } from '../topology/grants.ts';
import {
  arrivals,
  type Feed,
  feedOf,
  hasInbox,
  hasParked,
  inboxOf,
  parkedOf,
  type TopicName,
  topics,
} from '../topology/inbox.ts';
import { type MailSetName, mailSetNames, mailSets, suppressedBySes } from '../topology/mail-sets.ts';
import { delayOf, parkedDays, visibilityOf } from '../topology/timing.ts';
import { type FunctionName, functions } from '../topology.ts';

export const tableName = 'newsroom';
export const siteBucket = 'khobor-site';
export const privateBucket = 'khobor-private';
export const logsBucket = 'khobor-logs';
export const distributionId = 'EKHOBOR';
export const mailFrom = newsroom.imprint.email;
export const configurationSets = Object.fromEntries(
  mailSetNames.map((name) => [name, `khobor-${name}`]),
) as Record<MailSetName, string>;

const topicArn = (topic: TopicName | 'alarms') => `arn:aws:sns:${region}:${account}:khobor-${topic}`;
export const queueArn = (queue: string) => `arn:aws:sqs:${region}:${account}:${queue}`;
const setArn = (set: MailSetName) =>
  `arn:aws:ses:${region}:${account}:configuration-set/${configurationSets[set]}`;
const tableArn = `arn:aws:dynamodb:${region}:${account}:table/${tableName}`;

/** The ARN of every resource of a grant; `*` stands for any rest. */
export const arns: Record<Resource, string> = {
  table: tableArn,
  'lists index': `${tableArn}/index/lists`,
  'site objects': `arn:aws:s3:::${siteBucket}/*`,
  'article pages': `arn:aws:s3:::${siteBucket}/*/art_*`,
  'slots file': `arn:aws:s3:::${siteBucket}/ads/slots.json`,
  'most read file': `arn:aws:s3:::${siteBucket}/most-read.json`,
  'ad files': `arn:aws:s3:::${siteBucket}/ads/*`,
  'built files': `arn:aws:s3:::${siteBucket}/assets/*`,
  'desk files': `arn:aws:s3:::${siteBucket}/desk/*`,
  'site bucket': `arn:aws:s3:::${siteBucket}`,
  'private bucket': `arn:aws:s3:::${privateBucket}`,
  'long copies': `arn:aws:s3:::${privateBucket}/copies/*`,
  incoming: `arn:aws:s3:::${privateBucket}/incoming/*`,
  uploads: `arn:aws:s3:::${privateBucket}/uploads/*`,
  renditions: `arn:aws:s3:::${privateBucket}/renditions/*`,
  media: `arn:aws:s3:::${siteBucket}/media/*`,
  'share images': `arn:aws:s3:::${siteBucket}/share/*`,
  frames: `arn:aws:s3:::${siteBucket}/frames/*`,
  'cdn logs': `arn:aws:s3:::${logsBucket}/cdn/*`,
  'facts topic': topicArn('facts'),
  'parked facts': queueArn(parkedOf('outbox/relay')),
  queues: queueArn('*'),
  'any queue': '*',
  'alarms topic': topicArn('alarms'),
  'alerts topic': topicArn('alerts'),
  'mailings topic': topicArn('mailings'),
  'staff topic': topicArn('staff'),
  cdn: `arn:aws:cloudfront::${account}:distribution/${distributionId}`,
  'mail identity': `arn:aws:ses:${region}:${account}:identity/${mailFrom}`,
  'mail account': '*',
  'alerts set': setArn('alerts'),
  'confirmations set': setArn('confirmations'),
};

/** The EventBridge rules: which objects' events go to which inbox. */
export const arrivalRules: readonly ArrivalRule[] = functions.flatMap(([name, { on }]) => {
  if (!('arrives' in on)) return [];
  const { bucket, prefix } = arrivals[on.arrives];
  return [
    {
      bucket: { private: privateBucket, logs: logsBucket }[bucket],
      prefix,
      queueArn: queueArn(inboxOf(name)),
    },
  ];
});

type Client = {
  region: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  systemClockOffset: number;
};

/** Creates the resources of the topology that do not exist yet, through the SDK as an operator would. */
export async function provision(config: Client): Promise<void> {
  await Promise.all([
    makeTable(config),
    makeBuckets(config),
    makeTopicsAndInboxes(config).then(() => makeConfigurationSets(config)),
    makeIdentity(config),
  ]);
}

async function makeTable(config: Client) {
  const dynamodb = new DynamoDBClient(config);
  const key = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ];
  try {
    await dynamodb.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', 'list', 'at'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        KeySchema: key('pk', 'sk'),
        GlobalSecondaryIndexes: [
          { IndexName: 'lists', KeySchema: key('list', 'at'), Projection: { ProjectionType: 'ALL' } },
        ],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      }),
    );
    await dynamodb.send(
      new UpdateTimeToLiveCommand({
        TableName: tableName,
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  dynamodb.destroy();
}

async function makeBuckets(config: Client) {
  const s3 = new S3Client(config);
  for (const Bucket of [siteBucket, privateBucket, logsBucket])
    await s3
      .send(new HeadBucketCommand({ Bucket }))
      .catch(() => s3.send(new CreateBucketCommand({ Bucket })));
  const AllowedOrigins = ['http://localhost:*', 'http://127.0.0.1:*'];
  const CORSRules = [{ AllowedMethods: ['POST'], AllowedOrigins, MaxAgeSeconds: 3_600 }];
  await s3.send(new PutBucketCorsCommand({ Bucket: privateBucket, CORSConfiguration: { CORSRules } }));
  s3.destroy();
}

/**
 * Creates the topology's topics, inboxes and subscriptions. Those of an earlier topology are brought up to date: a
 * function that was removed gets no more messages.
 */
async function makeTopicsAndInboxes(config: Client) {
  const sns = new SNSClient(config);
  const sqs = new SQSClient(config);
  const fed = functions.flatMap(([name, spec]) => {
    const feed = feedOf(spec);
    return feed ? [{ name, feed }] : [];
  });
  for (const topic of [...topics, 'alarms'])
    await sns.send(new CreateTopicCommand({ Name: `khobor-${topic}` }));
  for (const [name, spec] of functions) {
    if (hasParked(spec)) await makeParked(sqs, name);
    if (hasInbox(spec)) await makeInbox(sqs, name, spec);
  }
  for (const { name, feed } of fed) await subscribe(sns, name, feed);
  const wanted = new Set(fed.map(({ name }) => queueArn(inboxOf(name))));
  for (const topic of topics) {
    const { Subscriptions = [] } = await sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topicArn(topic) }),
    );
    for (const { Endpoint = '', SubscriptionArn } of Subscriptions)
      if (Endpoint.startsWith(queueArn('inbox-')) && !wanted.has(Endpoint))
        await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  }
  sns.destroy();
  sqs.destroy();
}

async function makeQueue(sqs: SQSClient, QueueName: string, Attributes: Record<string, string>) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
}

const makeParked = (sqs: SQSClient, name: FunctionName) =>
  makeQueue(sqs, parkedOf(name), { MessageRetentionPeriod: String(parkedDays * 24 * 60 * 60) });

const makeInbox = (sqs: SQSClient, name: FunctionName, spec: FunctionSpec) =>
  makeQueue(sqs, inboxOf(name), {
    VisibilityTimeout: String(visibilityOf(spec)),
    DelaySeconds: String(delayOf(spec)),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: queueArn(parkedOf(name)),
      maxReceiveCount: maxReceives,
    }),
  });

async function subscribe(sns: SNSClient, name: FunctionName, { topic, types }: Feed) {
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn(topic),
      Protocol: 'sqs',
      Endpoint: queueArn(inboxOf(name)),
      ReturnSubscriptionArn: true,
    }),
  );
  const set = (AttributeName: string, AttributeValue: string) =>
    sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  await set('RawMessageDelivery', 'true');
  await set('FilterPolicy', JSON.stringify(types ? { type: types } : {}));
  await set('RedrivePolicy', JSON.stringify({ deadLetterTargetArn: queueArn(parkedOf(name)) }));
}

async function makeIdentity(config: Client) {
  const ses = new SESv2Client(config);
  await ses
    .send(new GetEmailIdentityCommand({ EmailIdentity: mailFrom }))
    .catch(() => ses.send(new CreateEmailIdentityCommand({ EmailIdentity: mailFrom })));
  ses.destroy();
}

/** Those of an earlier topology are brought up to date. */
async function makeConfigurationSets(config: Client) {
  const ses = new SESv2Client(config);
  for (const name of mailSetNames) {
    const set = { ConfigurationSetName: configurationSets[name] };
    await ses.send(new CreateConfigurationSetCommand(set)).catch(unless('AlreadyExistsException'));
    await ses.send(
      new PutConfigurationSetSuppressionOptionsCommand({ ...set, SuppressedReasons: [...suppressedBySes] }),
    );
    const destination = {
      ...set,
      EventDestinationName: 'mail-events',
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: [...mailSets[name]],
        SnsDestination: { TopicArn: topicArn('mail-events') },
      },
    };
    await ses
      .send(new UpdateConfigurationSetEventDestinationCommand(destination))
      .catch(unless('NotFoundException'))
      .then((there) => there ?? ses.send(new CreateConfigurationSetEventDestinationCommand(destination)));
  }
  ses.destroy();
}

/** Passes over an error of this name. */
const unless = (name: string) => (error: Error) => {
  if (error.name !== name) throw error;
};

/** Uploads the files of a deploy to the site bucket. Assets of earlier deploys stay for the pages that link to them. */
export async function deploySite(config: Client, files: readonly SiteFile[]): Promise<void> {
  const s3 = new S3Client(config);
  await Promise.all(
    files.map(({ key, body, contentType, cacheControl }) =>
      s3.send(
        new PutObjectCommand({
          Bucket: siteBucket,
          Key: key,
          Body: body,
          ContentType: contentType,
          CacheControl: cacheControl,
        }),
      ),
    ),
  );
  s3.destroy();
}
