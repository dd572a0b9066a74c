import { Stack } from 'aws-cdk-lib';
import { Trigger } from 'aws-cdk-lib/triggers';
import type { Construct } from 'constructs';
import type { Built } from '../build/build.ts';
import type { FunctionSpec } from '../topology/function-spec.ts';
import type { Resource, Setting } from '../topology/grants.ts';
import { arrivals, dashed, feedOf, hasInbox, parkedOf } from '../topology/inbox.ts';
import type { FunctionName } from '../topology.ts';
import { Alarms } from './alarms.ts';
import { sendArrivals } from './arrival-rule.ts';
import { ClockTrigger } from './clock-trigger.ts';
import type { DataStack } from './data.ts';
import { InboxTrigger } from './inbox-trigger.ts';
import type { NewsroomApi } from './newsroom-api.ts';
import { NewsroomFunction } from './newsroom-function.ts';
import { endLogsOfProviders } from './provider-logs.ts';
import type { SiteStack } from './site.ts';
import { type Stage, whereOf } from './stage.ts';
import { StreamTrigger } from './stream-trigger.ts';

type Props = {
  stage: Stage;
  data: DataStack;
  site: SiteStack;
  built: Pick<Built, 'assets'>;
  /** The functions of this stack: CloudFormation takes 500 resources per stack, about ten per function. */
  rows: readonly [FunctionName, FunctionSpec][];
};

/** The functions of some rows of the topology, each with its trigger, its permissions and its alarms. */
export class BackendStack extends Stack {
  private readonly data: DataStack;
  private readonly api: NewsroomApi;
  private readonly alarms: Alarms;

  constructor(scope: Construct, id: string, { stage, data, site, built, rows }: Props) {
    super(scope, id, {
      description: `Khobor ${stage.name}: functions and what wakes them`,
      ...whereOf(stage),
    });
    // A page links to its stylesheet by hash, so the new one must be in the bucket before any function uses it.
    this.addStackDependency(site);
    this.data = data;
    this.api = site.api;
    this.alarms = new Alarms(stage.name, data.alarms);

    const parked = `khobor-${stage.name}-${parkedOf('outbox/relay')}`;
    const settings = settingsIn(data, site, stage, built, urlOf(this, parked));
    const arnOf = (queue: string) => this.formatArn({ service: 'sqs', resource: queue });
    const arns = arnsIn(data, site, arnOf(parked), arnOf(`khobor-${stage.name}-*`));
    const world = { stage, settings, arns, alarms: this.alarms };
    for (const [name, spec] of rows) {
      const made = new NewsroomFunction(this, dashed(name), name, spec, world);
      this.wake(name, spec, made);
      // Daily functions also run at a deploy, so that fronts exist at once, and in the new style.
      if ('every' in spec.on && spec.on.every === 'day') new Trigger(made, 'AtDeploy', { handler: made.fn });
    }
    endLogsOfProviders(this, stage);
  }

  private wake(name: FunctionName, spec: FunctionSpec, made: NewsroomFunction) {
    const { on } = spec;
    if (hasInbox(spec)) this.feed(new InboxTrigger(made, name, spec, made, this.alarms), spec);
    if ('route' in on) this.api.add(made, name, on, made.fn);
    if ('every' in on) new ClockTrigger(made, name, { ...spec, on }, made, this.alarms);
    if ('stream' in on)
      new StreamTrigger(made, name, spec, made, this.data.table.tableStreamArn ?? '', this.alarms);
  }

  private feed(inbox: InboxTrigger, spec: FunctionSpec) {
    const feed = feedOf(spec);
    if (feed) inbox.subscribe({ topic: this.data.topics[feed.topic], types: feed.types });
    if (!('arrives' in spec.on)) return;
    const { bucket, prefix } = arrivals[spec.on.arrives];
    sendArrivals(this.data[bucket], prefix, inbox, spec);
  }
}

/** By its name: the queue is made with the trigger of the function that has the URL as a setting. */
const urlOf = ({ region, urlSuffix, account }: Stack, queue: string) =>
  `https://sqs.${region}.${urlSuffix}/${account}/${queue}`;

const settingsIn = (
  { table, site, private: own, logs, topics, alarms, sets }: DataStack,
  { distribution }: SiteStack,
  { name, origin, mail: { from } }: Stage,
  { assets }: Pick<Built, 'assets'>,
  parkedFacts: string,
): Record<Setting, string> => ({
  TABLE_NAME: table.tableName,
  SITE_BUCKET: site.bucketName,
  PRIVATE_BUCKET: own.bucketName,
  LOGS_BUCKET: logs.bucketName,
  FACTS_TOPIC: topics.facts.topicArn,
  PARKED_FACTS: parkedFacts,
  QUEUES: `khobor-${name}-`,
  ALARMS_TOPIC: alarms.topicArn,
  ALERTS_TOPIC: topics.alerts.topicArn,
  MAILINGS_TOPIC: topics.mailings.topicArn,
  STAFF_TOPIC: topics.staff.topicArn,
  MAIL_FROM: from,
  ALERTS_SET: sets.names.alerts,
  CONFIRMATIONS_SET: sets.names.confirmations,
  DISTRIBUTION_ID: distribution.distributionId,
  SITE_ORIGIN: origin,
  ...assets,
});

const arnsIn = (
  { table, site, private: own, logs, topics, alarms, mail, sets }: DataStack,
  { distribution }: SiteStack,
  parkedFacts: string,
  queues: string,
): Record<Resource, string> => ({
  table: table.tableArn,
  'lists index': `${table.tableArn}/index/lists`,
  'site objects': site.arnForObjects('*'),
  'article pages': site.arnForObjects('*/art_*'),
  'slots file': site.arnForObjects('ads/slots.json'),
  'most read file': site.arnForObjects('most-read.json'),
  'ad files': site.arnForObjects('ads/*'),
  'built files': site.arnForObjects('assets/*'),
  'desk files': site.arnForObjects('desk/*'),
  'site bucket': site.bucketArn,
  'private bucket': own.bucketArn,
  'long copies': own.arnForObjects('copies/*'),
  incoming: own.arnForObjects('incoming/*'),
  uploads: own.arnForObjects('uploads/*'),
  renditions: own.arnForObjects('renditions/*'),
  media: site.arnForObjects('media/*'),
  'share images': site.arnForObjects('share/*'),
  frames: site.arnForObjects('frames/*'),
  'cdn logs': logs.arnForObjects('cdn/*'),
  'facts topic': topics.facts.topicArn,
  'parked facts': parkedFacts,
  queues,
  // IAM knows no narrower resource for their list.
  'any queue': '*',
  'alarms topic': alarms.topicArn,
  'alerts topic': topics.alerts.topicArn,
  'mailings topic': topics.mailings.topicArn,
  'staff topic': topics.staff.topicArn,
  'mail identity': mail.arn,
  // IAM knows no narrower resource for it.
  'mail account': '*',
  'alerts set': sets.arns.alerts,
  'confirmations set': sets.arns.confirmations,
  cdn: distribution.distributionArn,
});
