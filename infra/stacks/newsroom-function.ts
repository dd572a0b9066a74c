import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { folderOf, handlerOf } from '../build/lambda-folders.ts';
import { type FunctionSpec, usualMemory } from '../topology/function-spec.ts';
import { type Resource, type Right, rightsOf, type Setting } from '../topology/grants.ts';
import { dashed, featureOf } from '../topology/inbox.ts';
import { settingsOf } from '../topology/settings.ts';
import { timeoutOf } from '../topology/timing.ts';
import type { FunctionName } from '../topology.ts';
import { type Alarms, failuresOf, sum } from './alarms.ts';
import type { Stage } from './stage.ts';

export type World = {
  stage: Stage;
  settings: Record<Setting, string>;
  arns: Record<Resource, string>;
  alarms: Alarms;
};

/**
 * A Lambda function of the topology: its bundle, its settings, its logs, and its own role with only its row's
 * permissions.
 */
export class NewsroomFunction extends Construct {
  readonly fn: LambdaFunction;
  private readonly rights = new PolicyDocument();
  private readonly logs: LogGroup;
  private readonly name: string;

  constructor(scope: Construct, id: string, name: FunctionName, spec: FunctionSpec, world: World) {
    super(scope, id);
    this.name = `${world.stage.name} ${name}`;
    this.logs = new LogGroup(this, 'Logs', {
      logGroupName: `/khobor/${world.stage.name}/${name}`,
      // Logs are for debugging only; an article's history is stored as facts, for good.
      retention: world.stage.keepDays.logs,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { rights: this.rights },
    });
    this.fn = new LambdaFunction(this, 'Function', {
      functionName: `khobor-${world.stage.name}-${dashed(name)}`,
      description: spec.ifItFails,
      code: Code.fromAsset(folderOf(name)),
      handler: handlerOf(name),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: spec.memory ?? usualMemory,
      timeout: Duration.seconds(timeoutOf(spec)),
      // Stack traces with lines of the source, for about 8 ms of a cold start (150 KB of bundle with their maps).
      environment: { ...settingsOf(spec, world.settings), NODE_OPTIONS: '--enable-source-maps' },
      role,
      logGroup: this.logs,
      loggingFormat: LoggingFormat.JSON,
    });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], this.logs.logGroupArn);
    for (const { actions, on, ...limits } of rightsOf(spec.may)) this.allow(actions, world.arns[on], limits);
    this.countFailures(name, spec, world.stage.name);
    if (spec.warns) this.warn(spec.warns, name, world.alarms);
  }

  /** An alarm, at most one a day, on words in the log. The metric has no cost until they are there. */
  private warn(
    { when, says, runbook }: NonNullable<FunctionSpec['warns']>,
    name: FunctionName,
    alarms: Alarms,
  ) {
    const logged = this.logs.addMetricFilter('Warnings', {
      filterPattern: FilterPattern.stringValue('$.message', '=', `*${when}*`),
      metricNamespace: 'Khobor',
      metricName: `warnings ${this.name}`,
    });
    const metric = logged.metric({ ...sum, period: Duration.days(1) });
    alarms.set(this, 'Warns', { name: `${name}: ${when}`, metric, atLeast: 1, says, runbook });
  }

  /**
   * Allows actions on one resource, for the table only on some partition keys, or denies them: its row's permissions,
   * and those its trigger needs.
   */
  allow(actions: readonly string[], resource: string, { keys, denied }: Pick<Right, 'keys' | 'denied'> = {}) {
    const conditions = keys && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } };
    this.rights.addStatements(
      new PolicyStatement({
        effect: denied ? Effect.DENY : Effect.ALLOW,
        actions: [...actions],
        resources: [resource],
        ...(conditions ? { conditions } : {}),
      }),
    );
  }

  /**
   * Counts what fails of a feature: a function that crashes or runs out of time, and a bug of a route, which is answered
   * with a 500 and logged, so that Lambda counts no error. What a function of an inbox logs is delivered again.
   */
  private countFailures(name: FunctionName, { on }: FunctionSpec, stage: string) {
    const crashed = FilterPattern.all(
      FilterPattern.stringValue('$.type', '=', 'platform.report'),
      FilterPattern.stringValue('$.record.status', '!=', 'success'),
    );
    const bug = FilterPattern.stringValue('$.level', '=', 'ERROR');
    this.logs.addMetricFilter('Failures', {
      filterPattern: 'route' in on ? FilterPattern.any(bug, crashed) : crashed,
      ...failuresOf(featureOf(name), stage),
    });
  }
}
