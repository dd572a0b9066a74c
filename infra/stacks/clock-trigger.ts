import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IDestination } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { newsroom } from '../../shared/newsroom.ts';
import type { FunctionSpec } from '../topology/function-spec.ts';
import type { FunctionName } from '../topology.ts';
import { type Alarms, sum } from './alarms.ts';
import { parkedQueue } from './inbox-trigger.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

/** The schedules, and how long a failed call is retried: one that is missed in a minute, or in five, is made up for by the next. */
const clocks = {
  minute: { expression: 'rate(1 minute)', keep: Duration.minutes(1), retries: 0 },
  'five minutes': { expression: 'rate(5 minutes)', keep: Duration.minutes(1), retries: 0 },
  hour: { expression: 'cron(0 * * * ? *)', keep: Duration.minutes(10), retries: 1 },
  day: { expression: 'cron(0 0 * * ? *)', keep: Duration.hours(1), retries: 2 },
};

/**
 * Calls a function each minute, each five, each full hour, or at 00:00, in the newsroom's time zone. Parked is a call that the scheduler could not
 * make, and one of an hour or a day that failed to the last try: what it should have done is left to do.
 */
export class ClockTrigger extends Construct {
  constructor(
    scope: Construct,
    name: FunctionName,
    spec: FunctionSpec & { on: { every: keyof typeof clocks } },
    to: NewsroomFunction,
    alarms: Alarms,
  ) {
    super(scope, 'Clock');
    const { fn } = to;
    const { expression, keep, retries } = clocks[spec.on.every];
    const parked = parkedQueue(this, name, alarms.stage);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [parked.queueArn] }));
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: spec.ifItFails,
      scheduleExpression: expression,
      scheduleExpressionTimezone: newsroom.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: fn.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: parked.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: keep.toSeconds(), maximumRetryAttempts: retries },
      },
    });
    schedule.node.addDependency(role);
    // Of a minute, the alarm of its feature tells, and the next makes up for it.
    const onFailure = retries > 0 ? { onFailure: parkedBy(to, parked) } : {};
    fn.configureAsyncInvoke({ maxEventAge: keep, retryAttempts: retries, ...onFailure });
    if (retries === 0)
      alarms.set(this, 'Stands', {
        name: `${name}: clock stands`,
        metric: fn.metricInvocations(sum),
        atLeast: 1,
        whenSilent: true,
        // A call of each five minutes may fall to either side of a period's end.
        periods: spec.on.every === 'minute' ? 1 : 2,
        says: spec.ifItFails,
        runbook: 'an-inbox-waits-or-a-clock-stands',
      });
  }
}

/** Lambda parks by the function's own right, which stands in its one policy: CDK's destination would write a second. */
function parkedBy(to: NewsroomFunction, parked: Queue): IDestination {
  to.allow(['sqs:SendMessage'], parked.queueArn);
  return { bind: () => ({ destination: parked.queueArn }) };
}
