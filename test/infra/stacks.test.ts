import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  deskHeaders,
  frameHeaders,
  headersOfStage,
  previewHeaders,
  securityHeaders,
} from '../../infra/edge/headers.ts';
import { logFields } from '../../infra/edge/log-fields.ts';
import { failuresSay } from '../../infra/stacks/alarms.ts';
import { featureOf, inboxOf } from '../../infra/topology/inbox.ts';
import { functions } from '../../infra/topology.ts';
import { halfSpent } from '../../shared/audience/limits.ts';
import { inTurn } from '../../shared/facts/queue-watch.ts';
import {
  aNewsroom,
  aTrial,
  ofType,
  type Properties,
  readable,
  type Template,
  type Value,
} from './a-newsroom.ts';

let all: { data: Template; backend: Template; site: Template };
beforeAll(async () => {
  const { data, backend, site } = await aNewsroom(aTrial({ alarmEmail: 'desk@khobor.example' }));
  all = { data, backend, site };
});

const everywhere = (type: string) => Object.values(all).flatMap((template) => ofType(template, type));
type Statement = {
  Effect: string;
  Action: string | string[];
  Principal?: Properties;
  Condition?: Properties;
};
const statements = (policy: Properties) => (policy.PolicyDocument as { Statement: Statement[] }).Statement;
const deniesPlainHttp = (policy: Properties) =>
  statements(policy).some(
    ({ Effect, Condition }) =>
      Effect === 'Deny' && JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
  );

describe('the table', () => {
  it('is billed by request, streams its items, forgets what has a ttl, and can be brought back', () => {
    const [[, table] = ['', {} as Properties]] = ofType(all.data, 'AWS::DynamoDB::GlobalTable');
    expect(table).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      GlobalSecondaryIndexes: [{ IndexName: 'lists', Projection: { ProjectionType: 'ALL' } }],
      Replicas: [
        {
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    });
  });
});

describe('buckets', () => {
  it('are closed to the public, and encrypted', () => {
    const buckets = everywhere('AWS::S3::Bucket');
    expect(buckets).toHaveLength(3);
    for (const [, bucket] of buckets) {
      expect(bucket.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(bucket.BucketEncryption).toBeDefined();
    }
  });

  it('refuse plain HTTP, as topics and queues do', () => {
    const policies = (type: string) => everywhere(type).map(([, policy]) => policy);
    const closed = [
      ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'],
      ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy'],
      ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'],
    ] as const;
    for (const [type, policy] of closed) {
      expect(policies(policy)).toHaveLength(everywhere(type).length);
      expect(policies(policy).filter((one) => !deniesPlainHttp(one))).toEqual([]);
    }
  });

  it('of the site lets distributions of this account read, and say that a page is missing', () => {
    const reads = ofType(all.data, 'AWS::S3::BucketPolicy')
      .flatMap(([, policy]) => statements(policy))
      .filter(({ Principal }) => Principal?.Service === 'cloudfront.amazonaws.com');
    expect(reads.map(({ Action }) => Action)).toEqual(['s3:GetObject', 's3:ListBucket']);
    for (const { Condition } of reads)
      expect(JSON.stringify(Condition)).toMatch(/AWS::AccountId.*:distribution\/\*/);
  });

  it('that others put objects into tell of them, without a function that runs at deploys', () => {
    const telling = everywhere('AWS::S3::Bucket').filter(
      ([, { NotificationConfiguration }]) => NotificationConfiguration,
    );
    expect(telling.map(([id]) => id).sort()).toEqual([
      expect.stringMatching(/^Logs/),
      expect.stringMatching(/^Private/),
    ]);
    for (const [, { NotificationConfiguration }] of telling)
      expect(NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
    expect(everywhere('Custom::S3BucketNotifications')).toEqual([]);
  });

  it('let no page of another origin ask, but for the desk’s, which sends files by their forms', () => {
    const asked = everywhere('AWS::S3::Bucket').flatMap(([id, { CorsConfiguration }]) =>
      CorsConfiguration ? [[id.replace(/[0-9A-F]{8}$/, ''), CorsConfiguration]] : [],
    );
    const rule = {
      AllowedMethods: ['POST'],
      AllowedOrigins: [expect.stringMatching(/^https:/)],
      MaxAge: 3_600,
    };
    expect(asked).toEqual([['Private', { CorsRules: [rule] }]]);
  });

  it('of the site keeps no old versions: a killed article leaves every copy', () => {
    const versioned = everywhere('AWS::S3::Bucket').filter(
      ([, { VersioningConfiguration }]) => VersioningConfiguration,
    );
    expect(versioned.map(([id]) => id)).toEqual([expect.stringMatching(/^Private/)]);
  });

  it('keep nothing that arrived and was not taken, and no version of a deleted file for more than a day', () => {
    const [[, { LifecycleConfiguration }] = ['', {} as Properties]] = everywhere('AWS::S3::Bucket').filter(
      ([id]) => id.startsWith('Private'),
    );
    const { Rules } = LifecycleConfiguration as { Rules: Properties[] };
    const of = (prefix: string) => Rules.find(({ Prefix }) => Prefix === prefix);
    expect(of('incoming/')).toMatchObject({ Status: 'Enabled', ExpirationInDays: 3 });
    for (const prefix of ['incoming/', 'uploads/', 'renditions/'])
      expect(of(prefix)).toMatchObject({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } });
    for (const prefix of ['uploads/', 'renditions/']) expect(of(prefix)?.ExpirationInDays).toBeUndefined();
  });
});

describe('functions', () => {
  it('log into groups that end, also those that CDK makes for a deploy: Lambda’s own groups stay for good', () => {
    const ending = new Set(
      everywhere('AWS::Logs::LogGroup').flatMap(([id, { RetentionInDays }]) => (RetentionInDays ? [id] : [])),
    );
    const groups = everywhere('AWS::Lambda::Function').map(
      ([id, { LoggingConfig }]) =>
        [id, (LoggingConfig as { LogGroup?: { Ref: string } } | undefined)?.LogGroup?.Ref ?? ''] as const,
    );
    expect(groups.length).toBeGreaterThan(functions.length + 3);
    expect(groups.filter(([, group]) => !ending.has(group))).toEqual([]);
  });
});

describe('queues and topics', () => {
  it('are encrypted', () => {
    expect(
      everywhere('AWS::SQS::Queue').filter(([, { SqsManagedSseEnabled }]) => !SqsManagedSseEnabled),
    ).toEqual([]);
    const plain = everywhere('AWS::SNS::Topic').filter(([, { KmsMasterKeyId }]) => !KmsMasterKeyId);
    expect(plain.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['MailEvents', 'Alarms']);
  });
});

describe('the people of the newsroom', () => {
  it('are added by an administrator, by a name whose case does not matter', () => {
    const [[, pool] = ['', {} as Properties]] = ofType(all.data, 'AWS::Cognito::UserPool');
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameConfiguration: { CaseSensitive: false },
    });
    expect(pool.AliasAttributes ?? pool.UsernameAttributes).toBeUndefined();
  });

  it('have the roles that functions ask for as groups', () => {
    const groups = ofType(all.data, 'AWS::Cognito::UserPoolGroup').map(([, { GroupName }]) => GroupName);
    expect(groups).toEqual(['reporter', 'editor', 'publisher', 'ad-manager']);
  });
});

describe('the clients of the user pool', () => {
  const clients = () => ofType(all.data, 'AWS::Cognito::UserPoolClient').map(([, client]) => client);

  it('are the command line, which proves a password, and the web desk, which is given a code', () => {
    const [commandLine, web] = clients();
    expect(commandLine).toMatchObject({
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    expect(commandLine?.AllowedOAuthFlows).toBeUndefined();
    expect(web).toMatchObject({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['https://dev.khobor.example/desk/callback'],
      LogoutURLs: ['https://dev.khobor.example/desk/'],
      GenerateSecret: false,
      EnableTokenRevocation: true,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
      AccessTokenValidity: 60,
    });
    // Not REFRESH_TOKEN_AUTH, which Cognito refuses beside rotation; and a list, without which it allows that and SRP.
    expect(web?.ExplicitAuthFlows).toEqual(['ALLOW_CUSTOM_AUTH']);
  });

  it('have a sign-in page, with a look: without one managed login shows nothing', () => {
    expect(ofType(all.data, 'AWS::Cognito::UserPoolDomain').map(([, domain]) => domain)).toMatchObject([
      { ManagedLoginVersion: 2 },
    ]);
    expect(ofType(all.data, 'AWS::Cognito::ManagedLoginBranding')).toHaveLength(1);
  });

  it('are told to the desk by a file of the deploy, which nobody keeps', () => {
    const deployed = ofType(all.site, 'Custom::CDKBucketDeployment').map(([, properties]) => properties);
    const told = deployed.filter(({ SourceMarkers }) => SourceMarkers !== undefined);
    const settings = told.find((one) => JSON.stringify(one.SystemMetadata).includes('no-store'));
    expect(JSON.stringify(settings?.SourceMarkers)).toMatch(/RefStaffPeopleWeb/);
  });
});

describe('the API', () => {
  it('asks for a token of the newsroom’s pool on every route that is not open', () => {
    const routes = ofType(all.backend, 'AWS::ApiGatewayV2::Route').map(([, properties]) => properties);
    const locked = routes.filter(({ AuthorizationType }) => AuthorizationType === 'JWT');
    const wanted = functions.flatMap(([, { on }]) => ('route' in on && !on.open ? [on.route] : []));
    expect(new Set(locked.map(({ RouteKey }) => RouteKey))).toEqual(new Set(wanted));
    const [[id, authorizer] = ['', {} as Properties]] = ofType(all.site, 'AWS::ApiGatewayV2::Authorizer');
    expect(locked.filter(({ AuthorizerId }) => !JSON.stringify(AuthorizerId).includes(id))).toEqual([]);
    expect(authorizer).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
    });
    expect(JSON.stringify(authorizer.JwtConfiguration)).toMatch(
      /Audience.*RefStaffPeopleDesk.*RefStaffPeopleWeb.*Issuer.*ProviderURL/,
    );
  });

  it('is throttled and logs who asked for what', () => {
    const [[, stage] = ['', {} as Properties]] = ofType(all.backend, 'AWS::ApiGatewayV2::Stage');
    const open = functions.flatMap(([, { on }]) => ('route' in on && on.open ? [on.route] : []));
    expect(open.length).toBeGreaterThan(5);
    expect(stage.RouteSettings).toEqual(
      Object.fromEntries(
        open.map((route) => [route, { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 }]),
      ),
    );
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 200, ThrottlingRateLimit: 100 });
    expect(stage.AccessLogSettings).toBeDefined();
  });
});

describe('what cannot be handed over', () => {
  it('by a topic is parked for the inbox it was meant for', () => {
    const subscriptions = ofType(all.backend, 'AWS::SNS::Subscription');
    expect(subscriptions.length).toBeGreaterThan(20);
    const policies = ofType(all.backend, 'AWS::SQS::QueuePolicy').map(([, properties]) => properties);
    for (const [, { Endpoint, RedrivePolicy, TopicArn }] of subscriptions) {
      const parked = readable((RedrivePolicy as Properties).deadLetterTargetArn);
      expect(parked).toBe(readable(Endpoint).replace(/Waiting$/, 'Parked'));
      const taken = policies
        .filter(({ Queues }) => readable(Queues) === parked)
        .flatMap(statements)
        .filter(({ Effect, Principal }) => Effect === 'Allow' && Principal?.Service === 'sns.amazonaws.com')
        .map(({ Condition: { ArnEquals = {} } = {} }) =>
          readable((ArnEquals as Properties)['aws:SourceArn']),
        );
      expect(taken).toContain(readable(TopicArn));
    }
  });

  it('by a clock of an hour or a day is parked after its last try; the next minute makes up for another', () => {
    const made = ofType(all.backend, 'AWS::Lambda::EventInvokeConfig').map(([, properties]) => properties);
    const parked = made.flatMap(({ DestinationConfig, MaximumRetryAttempts }) =>
      DestinationConfig ? [MaximumRetryAttempts] : [],
    );
    const clocks = functions.flatMap(([, { on }]) => ('every' in on ? [on.every] : []));
    expect(made).toHaveLength(clocks.length);
    expect(parked).toHaveLength(clocks.filter((every) => every === 'hour' || every === 'day').length);
    expect(parked).not.toContain(0);
  });
});

describe('alarms', () => {
  const alarms = () =>
    [all.backend, all.site].flatMap((stack) =>
      ofType(stack, 'AWS::CloudWatch::Alarm').map(([, properties]) => properties),
    );

  it('say who is hurt, in the topology’s words', () => {
    const words = new Set<Value | undefined>(
      functions.flatMap(([name, { ifItFails, warns }]) => [
        ifItFails,
        failuresSay(featureOf(name)),
        ...(warns ? [warns.says] : []),
      ]),
    );
    for (const { AlarmDescription, AlarmName } of alarms()) {
      const [says] = String(AlarmDescription).split('. What to do: ');
      if (AlarmName !== 'Khobor dev API: server errors') expect(words).toContain(says);
      expect(says).not.toBe('');
    }
  });

  it('say where the runbook says what to do', () => {
    const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
    const parts = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^a-z ]/g, '')
        .replaceAll(' ', '-'),
    );
    const named = alarms().map(
      ({ AlarmDescription }) => /runbook\.md#([a-z-]+)$/.exec(String(AlarmDescription))?.[1],
    );
    expect(named.filter((part) => !parts.includes(part ?? ''))).toEqual([]);
    expect(new Set(named).size).toBeGreaterThan(3);
  });

  it('hear the words of a log that a row warns of, as its function says them', () => {
    const filters = [all.backend, all.site].flatMap((stack) => ofType(stack, 'AWS::Logs::MetricFilter'));
    const patterns = filters.map(([, { FilterPattern }]) => FilterPattern);
    expect(patterns).toContain(`{ $.message = "*${halfSpent}*" }`);
  });

  it('count what fails of every function, by its feature, and a bug where nobody delivers it again', () => {
    const filters = ofType(all.backend, 'AWS::Logs::MetricFilter').map(([, properties]) => properties);
    const groups = new Map(
      ofType(all.backend, 'AWS::Logs::LogGroup').map(([id, { LogGroupName }]) => [LogGroupName, id]),
    );
    const crashed = '($.type = "platform.report") && ($.record.status != "success")';
    for (const [name, { on }] of functions) {
      const metric = { MetricName: `failures dev ${featureOf(name)}`, MetricNamespace: 'Khobor' };
      const FilterPattern = 'route' in on ? `{ ($.level = "ERROR") || (${crashed}) }` : `{ ${crashed} }`;
      expect(filters, name).toContainEqual(
        expect.objectContaining({
          FilterPattern,
          LogGroupName: { Ref: groups.get(`/khobor/dev/${name}`) },
          MetricTransformations: [expect.objectContaining(metric)],
        }),
      );
    }
  });

  it('all tell one topic, which CloudWatch may write to and an address listens to', () => {
    expect(new Set(alarms().map(({ AlarmActions }) => JSON.stringify(AlarmActions))).size).toBe(1);
    const speakers = ofType(all.data, 'AWS::SNS::TopicPolicy').flatMap(([, policy]) => statements(policy));
    expect(
      speakers.filter(({ Principal }) => Principal?.Service === 'cloudwatch.amazonaws.com'),
    ).toHaveLength(1);
    const [[, subscription] = ['', {} as Properties]] = ofType(all.data, 'AWS::SNS::Subscription');
    expect(subscription).toMatchObject({ Protocol: 'email', Endpoint: 'desk@khobor.example' });
  });

  it('watch every function, urgent inboxes, the stream, the clock and the API; a function watches all queues', () => {
    const names = alarms().map(({ AlarmName }) => String(AlarmName).replace('Khobor dev ', ''));
    const wanted = functions.flatMap(([name, { on, warns, isUrgent }]) => [
      ...(warns ? [`${name}: ${warns.when}`] : []),
      `${featureOf(name)}: errors`,
      ...(isUrgent ? [`${name}: inbox waits`] : []),
      ...('every' in on && /minute/.test(on.every) ? [`${name}: clock stands`] : []),
      ...('stream' in on ? [`${name}: facts wait`] : []),
    ]);
    const alarmed = functions.filter(([, { isUrgent }]) => isUrgent).map(([name]) => inboxOf(name));
    expect(alarmed).toEqual(expect.arrayContaining([...inTurn]));
    expect(new Set(names)).toEqual(new Set([...wanted, 'API: server errors']));
  });
});

/** A header as it will be, but for the address of the user pool. */
const plain = (value: Value | undefined): unknown => {
  const parts = typeof value === 'object' && !Array.isArray(value) ? (value['Fn::Join'] as Value[]) : [];
  const text =
    parts.length > 0 ? (parts[1] as Value[]).map((part) => (typeof part === 'string' ? part : 'x')) : [];
  return text.length > 0
    ? text
        .join('')
        .replace(/https:\/\/[\w.-]+\.amazoncognito\.com/, '<user pool>')
        .replaceAll('https://x', '<files>')
    : value;
};

describe('the CDN', () => {
  const config = () =>
    ofType(all.site, 'AWS::CloudFront::Distribution')[0]?.[1].DistributionConfig as Record<
      string,
      Properties & Value[]
    >;

  const behaviorOf = (path: string) =>
    (config().CacheBehaviors as Properties[]).find(({ PathPattern }) => PathPattern === path) ?? {};

  it('keeps pages as long as they say, and forgets them by tag', () => {
    const [[, policy] = ['', {} as Properties]] = ofType(all.site, 'AWS::CloudFront::CachePolicy');
    expect(policy.CachePolicyConfig).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 31_536_000,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingBrotli: true,
        EnableAcceptEncodingGzip: true,
        QueryStringsConfig: { QueryStringBehavior: 'none' },
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'none' },
      },
    });
    expect(config().CacheTagConfig).toEqual({ HeaderName: 'x-amz-meta-cache-tag' });
  });

  it('has names of its own in each region, where CloudFront keeps things for the whole account', () => {
    const kinds = {
      ResponseHeadersPolicy: 'ResponseHeadersPolicyConfig',
      OriginRequestPolicy: 'OriginRequestPolicyConfig',
      CachePolicy: 'CachePolicyConfig',
      OriginAccessControl: 'OriginAccessControlConfig',
    };
    for (const [kind, part] of Object.entries(kinds)) {
      const found = ofType(all.site, `AWS::CloudFront::${kind}`);
      expect(found.length, kind).toBeGreaterThan(0);
      for (const [, one] of found)
        expect(JSON.stringify((one[part] as Properties).Name), kind).toMatch(
          /AWS::Region|[a-z]{2}-[a-z]+-\d/,
        );
    }
  });

  it('asks again at once after an error, and replaces no body: the API’s problems pass as they are', () => {
    const errors = config().CustomErrorResponses as Properties[];
    expect(errors.map(({ ErrorCode }) => ErrorCode)).toEqual(
      expect.arrayContaining([403, 404, 500, 502, 503, 504]),
    );
    for (const { ErrorCode, ...rest } of errors) expect(rest).toEqual({ ErrorCachingMinTTL: 0 });
  });

  it('passes the API through, uncached, with the caller’s token', () => {
    const behaviors = config().CacheBehaviors as Properties[];
    const paths = behaviors.map(({ PathPattern }) => String(PathPattern));
    // The contract is a file: its paths come first.
    expect(paths.slice(0, 4)).toEqual([
      '/api/docs',
      '/api/openapi.json',
      '/api/articles/*/preview',
      '/api/*',
    ]);
    const api = behaviors[3];
    const { PathPattern: _preview, ResponseHeadersPolicyId: _own, ...preview } = behaviors[2] ?? {};
    expect(api).toMatchObject(preview);
    expect(api).toMatchObject({
      PathPattern: '/api/*',
      // AWS's own policies: CachingDisabled, AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'https-only',
    });
    expect(api?.AllowedMethods).toHaveLength(7);
  });

  it('reads the bucket by signed requests, and runs the edge’s functions where a request and an answer need them', () => {
    const origins = config().Origins as Properties[];
    expect(origins.filter(({ OriginAccessControlId }) => OriginAccessControlId)).toHaveLength(1);
    expect(config().DefaultCacheBehavior).toMatchObject({
      ViewerProtocolPolicy: 'redirect-to-https',
      FunctionAssociations: [{ EventType: 'viewer-request' }, { EventType: 'viewer-response' }],
    });
    for (const path of ['/media/*', '/share/*', '/ads/slots.json'])
      expect(behaviorOf(path).FunctionAssociations).toMatchObject([{ EventType: 'viewer-response' }]);
    expect(behaviorOf('/assets/*').FunctionAssociations).toEqual([]);
    const edge = ofType(all.site, 'AWS::CloudFront::Function');
    expect(edge.map(([, { FunctionConfig }]) => (FunctionConfig as Properties).Runtime)).toEqual([
      'cloudfront-js-2.0',
      'cloudfront-js-2.0',
    ]);
  });

  it.each([
    ['pages', securityHeaders, () => config().DefaultCacheBehavior as Properties],
    ['HTML of others', frameHeaders, () => behaviorOf('/frames/*')],
    ['the web desk', deskHeaders('<files>', '<user pool>'), () => behaviorOf('/desk/*')],
    ['previews', previewHeaders('<files>'), () => behaviorOf('/api/articles/*/preview')],
  ])('sends the headers the embedded front sends with %s', (_, wanted, behavior) => {
    const { Ref: id } = behavior().ResponseHeadersPolicyId as Properties;
    const { ResponseHeadersPolicyConfig } = all.site.Resources[String(id)]?.Properties ?? {};
    const { SecurityHeadersConfig, CustomHeadersConfig } = ResponseHeadersPolicyConfig as Record<
      string,
      Properties
    >;
    const { StrictTransportSecurity: hsts, ...known } = SecurityHeadersConfig as Record<string, Properties>;
    const custom = CustomHeadersConfig?.Items as { Header: string; Value: string }[];
    expect({
      'content-security-policy': plain(known.ContentSecurityPolicy?.ContentSecurityPolicy),
      'strict-transport-security': `max-age=${hsts?.AccessControlMaxAgeSec}${hsts?.IncludeSubdomains ? '; includeSubDomains' : ''}${hsts?.Preload ? '; preload' : ''}`,
      'x-content-type-options': known.ContentTypeOptions && 'nosniff',
      'x-frame-options': known.FrameOptions?.FrameOption,
      'referrer-policy': known.ReferrerPolicy?.ReferrerPolicy,
      ...Object.fromEntries(custom.map(({ Header, Value }) => [Header, Value])),
    }).toEqual({ ...wanted, ...headersOfStage(aTrial()) });
    const yielding = Object.entries(SecurityHeadersConfig as Record<string, Properties>).filter(
      ([, { Override }]) => !Override,
    );
    expect(yielding.map(([name]) => name)).toEqual(['ReferrerPolicy']);
  });

  it('treats HTML of others as any page but for its headers', () => {
    const { PathPattern, ResponseHeadersPolicyId, ...frames } = behaviorOf('/frames/*');
    const { ResponseHeadersPolicyId: own, ...pages } = config().DefaultCacheBehavior as Properties;
    expect(frames).toEqual(pages);
    expect(ResponseHeadersPolicyId).not.toEqual(own);
  });
});

describe('the logs of the CDN', () => {
  type Made = { action: string; region: string; parameters: Properties };
  const made = (name: string) => {
    const [, calls] =
      ofType(all.site, 'Custom::AWS').find(([id]) => id.startsWith(`AccessLogs${name}`)) ?? [];
    const call = (when: string) => JSON.parse(readable(calls?.[when])) as Made;
    return { create: call('Create'), update: call('Update'), remove: call('Delete') };
  };

  it('are delivered by standard logging v2, whose calls go to one region, wherever the stacks are', () => {
    const [[, { DistributionConfig }] = ['', {} as Properties]] = ofType(
      all.site,
      'AWS::CloudFront::Distribution',
    );
    expect(DistributionConfig).not.toHaveProperty('Logging');
    const calls = ['Source', 'Destination', 'Delivery'].map(made);
    expect(calls.map(({ create }) => create.action)).toEqual([
      'PutDeliverySource',
      'PutDeliveryDestination',
      'CreateDelivery',
    ]);
    for (const { create, update, remove } of calls)
      expect([create, update, remove].map(({ region }) => region)).toEqual(Array(3).fill('us-east-1'));
    expect(made('Destination').create.parameters).toMatchObject({
      outputFormat: 'w3c',
      deliveryDestinationConfiguration: { destinationResourceArn: 'Logs/cdn' },
    });
    expect(made('Delivery').update).toMatchObject({
      action: 'UpdateDeliveryConfiguration',
      parameters: { id: 'PHYSICAL:RESOURCEID:' },
    });
  });

  it('hold the fields that the embedded front writes, none of which names a reader', () => {
    const { recordFields } = made('Delivery').create.parameters;
    expect(recordFields).toEqual(logFields);
    expect(made('Delivery').update.parameters.recordFields).toEqual(logFields);
    expect(String(recordFields)).not.toMatch(/c-ip|cookie|forwarded|referer|c-port|asn|country/i);
  });

  it('lie in a bucket without ACLs, into which only this distribution’s deliveries may write', () => {
    const [[, logs] = ['', {} as Properties]] = ofType(all.data, 'AWS::S3::Bucket');
    expect(logs.OwnershipControls).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
    const writers = ofType(all.data, 'AWS::S3::BucketPolicy')
      .flatMap(([, policy]) => statements(policy) as (Statement & { Resource: Value })[])
      .filter(({ Principal }) => Principal?.Service === 'delivery.logs.amazonaws.com');
    expect(writers.map(({ Action, Resource }) => [Action, readable(Resource)])).toEqual([
      ['s3:PutObject', 'Logs/cdn/*'],
    ]);
    const { StringEquals, ArnLike } = (writers[0]?.Condition ?? {}) as Record<string, Properties>;
    expect(StringEquals).toMatchObject({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
    expect(readable(ArnLike?.['aws:SourceArn'])).toBe(
      'arn:aws:logs:us-east-1:AWS::AccountId:delivery-source:khobor-dev-ap-south-1-cdn',
    );
  });
});

describe('files of a deploy', () => {
  it('are uploaded by one function, with one layer: each deployment would bring a layer that nothing uses', () => {
    const layers = ofType(all.site, 'AWS::Lambda::LayerVersion').map(([id]) => ({ Ref: id }));
    const used = ofType(all.site, 'AWS::Lambda::Function').flatMap(([, { Layers = [] }]) => Layers);
    expect(layers).toHaveLength(1);
    expect(layers).toEqual(used);
    expect(ofType(all.site, 'Custom::CDKBucketDeployment').length).toBeGreaterThan(10);
  });

  it('go to the bucket with their own type and lifetime, and none is deleted', () => {
    const deployments = ofType(all.site, 'Custom::CDKBucketDeployment')
      .map(([, properties]) => properties)
      .filter(({ Include }) => Include !== undefined);
    const kinds = Object.fromEntries(
      deployments.map(({ Include, SystemMetadata, Prune }) => {
        const { 'content-type': type, 'cache-control': cache } = SystemMetadata as Record<string, string>;
        expect(Prune).toBe(false);
        return [`${type} ${cache}`, (Include as string[]).length];
      }),
    );
    expect(kinds).toMatchObject({
      'text/css; charset=utf-8 public, max-age=31536000, immutable': 3,
      'text/html; charset=utf-8 no-store': 1,
    });
    expect(Object.keys(kinds)).toContainEqual(expect.stringMatching(/^text\/html.*s-maxage/));
    const pages = deployments
      .flatMap(({ Include }) => Include as string[])
      .filter((key) => !key.startsWith('assets/'));
    expect(pages).toEqual(expect.arrayContaining(['not-found', 'confirm', 'unsubscribe']));
  });
});

describe('mail', () => {
  it('has a configuration set of each kind, whose events go to the one topic that only SES may write to', () => {
    const sets = ofType(all.data, 'AWS::SES::ConfigurationSet').map(([, properties]) => properties);
    expect(sets.map(({ Name }) => Name)).toEqual(['khobor-dev-alerts', 'khobor-dev-confirmations']);
    for (const { SuppressionOptions } of sets)
      expect(SuppressionOptions).toEqual({ SuppressedReasons: ['COMPLAINT'] });
    const destinations = ofType(all.data, 'AWS::SES::ConfigurationSetEventDestination').map(
      ([, { EventDestination }]) => EventDestination as Properties,
    );
    expect(destinations).toHaveLength(2);
    for (const { Enabled, MatchingEventTypes, SnsDestination } of destinations) {
      expect(Enabled).toBe(true);
      expect(MatchingEventTypes).toEqual(expect.arrayContaining(['bounce', 'complaint', 'renderingFailure']));
      expect(MatchingEventTypes).not.toEqual(expect.arrayContaining(['open']));
      expect(readable((SnsDestination as Properties).TopicARN)).toMatch(/^MailEvents/);
    }
    const [policy] = ofType(all.data, 'AWS::SNS::TopicPolicy').filter(([id]) => id.startsWith('MailEvents'));
    const mayPublish = statements(policy?.[1] ?? {}).filter(({ Effect }) => Effect === 'Allow');
    expect(mayPublish).toHaveLength(2);
    for (const { Principal, Condition } of mayPublish) {
      expect(Principal).toEqual({ Service: 'ses.amazonaws.com' });
      expect(JSON.stringify(Condition)).toContain(':configuration-set/');
    }
  });

  it('comes from a domain of which the outputs say what its DNS needs', () => {
    const { Outputs } = all.data as Template & { Outputs: Record<string, { Description?: string }> };
    expect(Object.values(Outputs).filter(({ Description }) => Description?.startsWith('DNS'))).toHaveLength(
      6,
    );
  });
});
