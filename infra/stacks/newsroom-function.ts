import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { folderOf, handlerOf } from '../build/lambda-folders.ts';
import type { FunctionSpec } from '../topology/function-spec.ts';
import { grants, type Resource, type Setting } from '../topology/grants.ts';
import { dashed } from '../topology/inbox.ts';
import { settingsOf } from '../topology/settings.ts';
import { timeoutOf } from '../topology/timing.ts';
import type { FunctionName } from '../topology.ts';
import { type Alarms, sum } from './alarms.ts';

export type World = {
  stage: string;
  settings: Record<Setting, string>;
  arns: Record<Resource, string>;
  alarms: Alarms;
};

/**
 * The functions are CPU-bound, and Lambda gives CPU in proportion to memory: 512 MB give a third of a core, with which
 * a first answer's 20 ms of CPU and the rendering of a page stay well below a second; loading, before that, has a whole
 * core. The bundles themselves need less than 128 MB.
 */
const usualMemory = 512;

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
    this.name = `${world.stage} ${name}`;
    this.logs = new LogGroup(this, 'Logs', {
      logGroupName: `/khobor/${world.stage}/${name}`,
      // Logs are for debugging only; an article's history is stored as facts, for good.
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { rights: this.rights },
    });
    this.fn = new LambdaFunction(this, 'Function', {
      functionName: `khobor-${world.stage}-${dashed(name)}`,
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
    for (const { actions, on, keys } of spec.may.flatMap((grant) => grants[grant].rights))
      this.allow(actions, world.arns[on], keys);
    world.alarms.set(this, 'Fails', {
      name: `${name}: errors`,
      metric: 'route' in spec.on ? this.failedRequests() : this.fn.metricErrors(sum),
      atLeast: 1,
      says: spec.ifItFails,
    });
  }

  /**
   * Allows actions on one resource, for the table optionally only on some partition keys: its row's permissions, and
   * those its trigger needs.
   */
  allow(actions: readonly string[], resource: string, keys?: readonly string[]) {
    const conditions = keys && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } };
    this.rights.addStatements(
      new PolicyStatement({
        actions: [...actions],
        resources: [resource],
        ...(conditions ? { conditions } : {}),
      }),
    );
  }

  /**
   * Counts logged errors as well as Lambda's: a bug in a route is answered with a 500 and logged, so Lambda counts no
   * error. The metric has no value, and no cost, while nothing fails.
   */
  private failedRequests() {
    const logged = this.logs.addMetricFilter('Bugs', {
      filterPattern: FilterPattern.stringValue('$.level', '=', 'ERROR'),
      metricNamespace: 'Khobor',
      metricName: `bugs ${this.name}`,
    });
    return new MathExpression({
      expression: 'SUM([crashes, bugs])',
      usingMetrics: { crashes: this.fn.metricErrors(sum), bugs: logged.metric(sum) },
      label: 'failed requests',
      period: sum.period,
    });
  }
}
