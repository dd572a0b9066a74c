import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Trigger } from 'aws-cdk-lib/triggers';
import type { Construct } from 'constructs';
import type { Built } from '../build.ts';
import type { Deployment } from '../deployment.ts';
import type { Resource } from '../grants.ts';
import { dashed, feedOf } from '../inbox.ts';
import type { SiteFile } from '../site-files.ts';
import { type FunctionName, type FunctionSpec, functions, type Setting } from '../topology.ts';
import { Alarms } from './alarms.ts';
import { ClockTrigger } from './clock-trigger.ts';
import type { DataStack } from './data.ts';
import { InboxTrigger } from './inbox-trigger.ts';
import { NewsroomApi } from './newsroom-api.ts';
import { NewsroomFunction } from './newsroom-function.ts';
import { SiteDeployment } from './site-deployment.ts';
import { StreamTrigger } from './stream-trigger.ts';

type Props = {
  deployment: Deployment;
  data: DataStack;
  built: Pick<Built, 'assets'>;
  files: readonly SiteFile[];
};

/** What works: every row of the topology as a function with its trigger, its rights and its alarms. */
export class BackendStack extends Stack {
  readonly api: NewsroomApi;
  private readonly data: DataStack;
  private readonly alarms: Alarms;

  constructor(scope: Construct, id: string, { deployment, data, built, files }: Props) {
    const { stage, origin } = deployment;
    super(scope, id, { description: `Khobor ${stage}: functions and what wakes them` });
    this.data = data;
    this.alarms = new Alarms(stage, data.alarms);
    this.api = new NewsroomApi(this, 'Api', data.staff, this.alarms);

    const settings = settingsIn(data, origin, built);
    const world = { stage, settings, arns: arnsIn(data), alarms: this.alarms };
    const site = new SiteDeployment(this, 'SiteFiles', data.site, files);
    for (const [name, spec] of functions) {
      const made = new NewsroomFunction(this, dashed(name), name, spec, world);
      // A page names its stylesheet by hash: the new one is in the bucket before any function knows of it.
      if (spec.needs?.includes('STYLE_PATH')) made.fn.node.addDependency(site);
      this.wake(name, spec, made);
      // Fronts are there, and in the new style, as soon as the deploy is: nobody waits for the first article.
      if (name === 'site/turn-day') new Trigger(this, 'FirstFronts', { handler: made.fn });
    }
    new CfnOutput(this, 'ApiEndpoint', { value: this.api.http.apiEndpoint });
  }

  private wake(name: FunctionName, spec: FunctionSpec, made: NewsroomFunction) {
    const { on } = spec;
    const feed = feedOf(spec);
    if (feed) {
      const { topic, types } = feed;
      new InboxTrigger(made, name, spec, made, { topic: this.data.topics[topic], types }, this.alarms);
    }
    if ('route' in on) this.api.add(name, on, made.fn);
    if ('every' in on) new ClockTrigger(made, name, { ...spec, on }, made, this.alarms);
    if ('stream' in on)
      new StreamTrigger(made, name, spec, made, this.data.table.tableStreamArn ?? '', this.alarms);
  }
}

const settingsIn = (
  { table, site, topics, mail }: DataStack,
  origin: string,
  { assets }: Pick<Built, 'assets'>,
): Record<Setting, string> => ({
  TABLE_NAME: table.tableName,
  SITE_BUCKET: site.bucketName,
  FACTS_TOPIC: topics.facts.topicArn,
  ALERTS_TOPIC: topics.alerts.topicArn,
  MAIL_FROM: mail.from,
  SITE_ORIGIN: origin,
  ...assets,
});

const arnsIn = ({ table, site, topics, mail }: DataStack): Record<Resource, string> => ({
  table: table.tableArn,
  'lists index': `${table.tableArn}/index/lists`,
  'site objects': site.arnForObjects('*'),
  'site bucket': site.bucketArn,
  'facts topic': topics.facts.topicArn,
  'alerts topic': topics.alerts.topicArn,
  'mail identity': mail.arn,
});
