import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Trigger } from '../topology/function-spec.ts';
import { newsroomThrottle, openThrottle } from '../topology/throttle.ts';
import { type FunctionName, functions } from '../topology.ts';
import { type Alarms, sum } from './alarms.ts';
import type { Staff } from './staff.ts';
import type { Stage } from './stage.ts';

type Route = Extract<Trigger, { route: string }>;

/**
 * The HTTP API. Routes that are not open need a token of the newsroom's user pool, checked before any function runs.
 */
export class NewsroomApi extends Construct {
  readonly http: HttpApi;
  private readonly authorizer: HttpJwtAuthorizer;
  private readonly logs: LogGroup;
  private readonly routes: HttpRoute[] = [];

  constructor(scope: Construct, id: string, stage: Stage, { pool, clients }: Staff, alarms: Alarms) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', { apiName: `khobor-${stage.name}`, createDefaultStage: false });
    this.authorizer = new HttpJwtAuthorizer('Staff', pool.userPoolProviderUrl, {
      jwtAudience: Object.values(clients).map(({ userPoolClientId }) => userPoolClientId),
    });
    // Log groups under this prefix need no resource policy of their own for API Gateway.
    this.logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/khobor/${stage.name}/api`,
      retention: stage.keepDays.logs,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    alarms.set(this, 'Fails', {
      name: 'API: server errors',
      metric: this.http.metricServerError(sum),
      atLeast: 1,
      says: 'The newsroom or readers get errors from the API',
      runbook: 'errors',
    });
  }

  /** Adds a route to a function, in the function's scope: this API is created before any function. */
  add(scope: Construct, name: FunctionName, { route, open }: Route, fn: IFunction) {
    const [method = '', path = ''] = route.split(' ');
    const made = new HttpRoute(scope, 'Route', {
      httpApi: this.http,
      routeKey: HttpRouteKey.with(path, HttpMethod[method as keyof typeof HttpMethod]),
      integration: new HttpLambdaIntegration(name.replace('/', '-'), fn),
      authorizer: open ? new HttpNoneAuthorizer() : this.authorizer,
    });
    this.routes.push(made);
  }

  /** Makes the stage, once all routes are there: open ones have a throttle of their own, which names the route. */
  serve(scope: Construct) {
    const stage = new HttpStage(scope, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      throttle: newsroomThrottle,
      accessLogSettings: { destination: new LogGroupLogDestination(this.logs), format: accessLogFormat },
    });
    stage.node.addDependency(...this.routes);
    const { rateLimit: ThrottlingRateLimit, burstLimit: ThrottlingBurstLimit } = openThrottle;
    (stage.node.defaultChild as CfnStage).routeSettings = Object.fromEntries(
      openRoutes.map((route) => [route, { ThrottlingRateLimit, ThrottlingBurstLimit }]),
    );
  }
}

const openRoutes = functions.flatMap(([, { on }]) => ('route' in on && on.open ? [on.route] : []));

const logged = {
  at: '$context.requestTime',
  request: '$context.requestId',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  by: '$context.authorizer.claims.username',
  milliseconds: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
  refused: '$context.authorizer.error',
};
const accessLogFormat = AccessLogFormat.custom(JSON.stringify(logged));
