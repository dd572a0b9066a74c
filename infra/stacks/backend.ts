import { Stack } from 'aws-cdk-lib';
import { Trigger } from 'aws-cdk-lib/triggers';
import type { Construct } from 'constructs';
import type { Built } from '../build.ts';
import type { Deployment } from '../deployment.ts';
import type { Resource } from '../grants.ts';
import { dashed, feedOf } from '../inbox.ts';
import type { FunctionName, FunctionSpec, Setting } from '../topology.ts';
import { Alarms } from './alarms.ts';
import { ClockTrigger } from './clock-trigger.ts';
import type { DataStack } from './data.ts';
import { InboxTrigger } from './inbox-trigger.ts';
import type { NewsroomApi } from './newsroom-api.ts';
import { NewsroomFunction } from './newsroom-function.ts';
import type { SiteStack } from './site.ts';
import { StreamTrigger } from './stream-trigger.ts';

type Props = {
  deployment: Deployment;
  data: DataStack;
  site: SiteStack;
  built: Pick<Built, 'assets'>;
  /** The functions that this stack is to hold: CloudFormation takes 500 resources a stack, some ten a function. */
  rows: readonly [FunctionName, FunctionSpec][];
};

/** What works: rows of the topology, each a function with its trigger, its rights and its alarms. */
export class BackendStack extends Stack {
  private readonly data: DataStack;
  private readonly api: NewsroomApi;
  private readonly alarms: Alarms;

  constructor(scope: Construct, id: string, { deployment, data, site, built, rows }: Props) {
    const { stage, origin } = deployment;
    super(scope, id, { description: `Khobor ${stage}: functions and what wakes them` });
    // A page names its stylesheet by hash: the new one is in the bucket before any function knows of it.
    this.addStackDependency(site);
    this.data = data;
    this.api = site.api;
    this.alarms = new Alarms(stage, data.alarms);

    const settings = settingsIn(data, site, origin, built);
    const world = { stage, settings, arns: arnsIn(data, site), alarms: this.alarms };
    for (const [name, spec] of rows) {
      const made = new NewsroomFunction(this, dashed(name), name, spec, world);
      this.wake(name, spec, made);
      // Fronts are there, and in the new style, as soon as the deploy is: nobody waits for the first article.
      if (name === 'site/turn-day') new Trigger(this, 'FirstFronts', { handler: made.fn });
    }
  }

  private wake(name: FunctionName, spec: FunctionSpec, made: NewsroomFunction) {
    const { on } = spec;
    const feed = feedOf(spec);
    if (feed) {
      const { topic, types } = feed;
      new InboxTrigger(made, name, spec, made, { topic: this.data.topics[topic], types }, this.alarms);
    }
    if ('route' in on) this.api.add(made, name, on, made.fn);
    if ('every' in on) new ClockTrigger(made, name, { ...spec, on }, made, this.alarms);
    if ('stream' in on)
      new StreamTrigger(made, name, spec, made, this.data.table.tableStreamArn ?? '', this.alarms);
  }
}

const settingsIn = (
  { table, site, private: own, topics, mail }: DataStack,
  { distribution }: SiteStack,
  origin: string,
  { assets }: Pick<Built, 'assets'>,
): Record<Setting, string> => ({
  TABLE_NAME: table.tableName,
  SITE_BUCKET: site.bucketName,
  PRIVATE_BUCKET: own.bucketName,
  FACTS_TOPIC: topics.facts.topicArn,
  ALERTS_TOPIC: topics.alerts.topicArn,
  NOTICES_TOPIC: topics.notices.topicArn,
  MAIL_FROM: mail.from,
  DISTRIBUTION_ID: distribution.distributionId,
  SITE_ORIGIN: origin,
  ...assets,
});

const arnsIn = (
  { table, site, private: own, topics, mail }: DataStack,
  { distribution }: SiteStack,
): Record<Resource, string> => ({
  table: table.tableArn,
  'lists index': `${table.tableArn}/index/lists`,
  'site objects': site.arnForObjects('*'),
  'site bucket': site.bucketArn,
  'long copies': own.arnForObjects('copies/*'),
  'facts topic': topics.facts.topicArn,
  'alerts topic': topics.alerts.topicArn,
  'notices topic': topics.notices.topicArn,
  'mail identity': mail.arn,
  cdn: distribution.distributionArn,
});
