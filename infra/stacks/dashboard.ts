import { ArnFormat, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  Metric,
  type MetricProps,
  PeriodOverride,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Shown } from '../../shared/lambda/log-delay.ts';
import { inboxOf } from '../topology/inbox.ts';
import { type FunctionName, functions } from '../topology.ts';
import { failuresOf, maximum, sum } from './alarms.ts';
import type { DataStack } from './data.ts';
import type { SiteStack } from './site.ts';
import type { Stage } from './stage.ts';

type Props = { stage: Stage; data: DataStack; site: SiteStack; features: Iterable<string> };

/** Whose inboxes are drawn: readers wait for them. */
const waitedFor: readonly FunctionName[] = [
  ...functions.flatMap(([name, { isUrgent }]) => (isUrgent ? [name] : [])),
  'site/refresh-list-pages',
];

/** The screen is 24 units wide: three graphs in a row, or two log queries. */
const [third, half, whole] = [8, 12, 24];

/**
 * One screen that says how a stage does: alarms that stand, how long readers wait for pages and fronts, then each part from the
 * edge to the mail. An account has three of them free, of up to 50 metrics each. It names what is in other stacks, and imports
 * nothing of them: no stack waits for another because of it.
 */
export function dashboardOf(scope: Construct, { stage, data, site, features }: Props) {
  const dashboard = new Dashboard(scope, 'Dashboard', {
    dashboardName: `khobor-${stage.name}-${Stack.of(scope).region}`,
    periodOverride: PeriodOverride.AUTO,
  });
  const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
    new GraphWidget({ title, left, right, width: third, leftYAxis: { min: 0 }, rightYAxis: { min: 0 } });
  const counted = (namespace: string, metricName: string, props: Partial<MetricProps> = {}) =>
    new Metric({ namespace, metricName, ...sum, ...props });

  const { http } = site.api;
  const table = (metricName: string) =>
    counted('AWS/DynamoDB', metricName, { dimensionsMap: { TableName: data.table.tableName } });
  // CloudFront counts in one region, wherever the stage is.
  const cdn = (metricName: string, props: Partial<MetricProps> = {}) =>
    counted('AWS/CloudFront', metricName, {
      region: 'us-east-1',
      dimensionsMap: { DistributionId: site.distribution.distributionId, Region: 'Global' },
      ...props,
    });
  const mean = { statistic: Stats.AVERAGE };

  dashboard.addWidgets(
    new TextWidget({
      markdown: `**Khobor ${stage.name}** · what to do: docs/runbook.md · what is parked: \`npm run parked\` · where an article is: \`npm run trace\``,
      width: whole,
      height: 1,
    }),
  );
  dashboard.addWidgets(
    new AlarmStatusWidget({ title: 'Alarms', alarms: alarmsNear(scope), width: whole, height: 4 }),
  );
  dashboard.addWidgets(
    waitOf('page', 'site/publish-article', 'Seconds from a release to its page (promised: 30)', stage),
    waitOf(
      'fronts',
      'site/refresh-list-pages',
      'Seconds from a publication to the fronts (promised: 30)',
      stage,
    ),
  );
  dashboard.addWidgets(
    graph(
      'The site: requests, and errors in %',
      [cdn('Requests')],
      [cdn('4xxErrorRate', mean), cdn('5xxErrorRate', mean)],
    ),
    graph(
      'The API: requests, and errors',
      [http.metricCount(sum)],
      [http.metricClientError(sum), http.metricServerError(sum)],
    ),
    graph('The API: milliseconds', [
      http.metricLatency({ ...sum, statistic: Stats.p(50) }),
      http.metricLatency({ ...sum, statistic: Stats.p(95) }),
    ]),
  );
  dashboard.addWidgets(
    graph(
      'Seconds that the oldest message has waited',
      waitedFor.map((name) =>
        counted('AWS/SQS', 'ApproximateAgeOfOldestMessage', {
          ...maximum,
          dimensionsMap: { QueueName: `khobor-${stage.name}-${inboxOf(name)}` },
          label: name,
        }),
      ),
    ),
    graph(
      'Failures, by feature',
      [...features].map((feature) => {
        const { metricNamespace, metricName } = failuresOf(feature, stage.name);
        return counted(metricNamespace, metricName, { label: feature });
      }),
    ),
    graph(
      'Functions of the account: at once, and refused',
      [counted('AWS/Lambda', 'ConcurrentExecutions', { statistic: Stats.MAXIMUM })],
      [counted('AWS/Lambda', 'Throttles')],
    ),
  );
  dashboard.addWidgets(
    graph('The table: units', [table('ConsumedReadCapacityUnits'), table('ConsumedWriteCapacityUnits')]),
    graph('The table: throttled', [table('ReadThrottleEvents'), table('WriteThrottleEvents')]),
    graph(
      'Mails of the account, and what came back',
      [counted('AWS/SES', 'Send'), counted('AWS/SES', 'Delivery')],
      [counted('AWS/SES', 'Bounce'), counted('AWS/SES', 'Complaint')],
    ),
  );
}

/** The alarms of all stacks, by their names. */
function alarmsNear(scope: Construct) {
  const stack = Stack.of(scope);
  return scope.node.root.node
    .findAll()
    .filter((one) => one instanceof Alarm)
    .map((alarm) => (alarm.node.defaultChild as { alarmName?: string } | undefined)?.alarmName ?? '')
    .map((resourceName, i) =>
      Alarm.fromAlarmArn(
        scope,
        `Alarm${i}`,
        stack.formatArn({
          service: 'cloudwatch',
          resource: 'alarm',
          resourceName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ),
    );
}

/** How long readers waited, as a function logs it: half of them, nearly all, the last. */
const waitOf = (shown: Shown, name: FunctionName, title: string, stage: Stage) =>
  new LogQueryWidget({
    title,
    width: half,
    view: LogQueryVisualizationType.LINE,
    logGroupNames: [`/khobor/${stage.name}/${name}`],
    queryLines: [
      `filter @message like /shown\\W+${shown}\\W/`,
      'parse @message /seconds\\W+(?<seconds>[0-9.]+)/',
      'stats pct(seconds, 50) as half, pct(seconds, 95) as nearly_all, max(seconds) as the_last by bin(5m)',
    ],
  });
