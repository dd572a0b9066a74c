import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { FunctionSpec } from '../../infra/topology/function-spec.ts';
import { rightsOf } from '../../infra/topology/grants.ts';
import { dashed, feedOf, hasInbox, inboxOf, parkedOf } from '../../infra/topology/inbox.ts';
import { settingsOf } from '../../infra/topology/settings.ts';
import { batchOf, delayOf, timeoutOf, visibilityOf } from '../../infra/topology/timing.ts';
import { type FunctionName, fileOf, functions } from '../../infra/topology.ts';
import { maxReceives } from '../../shared/lambda/inbox.ts';
import { aNewsroom, ofType, type Properties, readable, type Template, type Value } from './a-newsroom.ts';

let backend: Template;
let site: Template;
let waitsForSite: Record<string, boolean>;
beforeAll(async () => {
  ({ backend, site, waitsForSite } = await aNewsroom());
});

/** What each setting names in the cloud. */
const settingsInWords = {
  TABLE_NAME: 'Newsroom',
  SITE_BUCKET: 'Site',
  PRIVATE_BUCKET: 'Private',
  LOGS_BUCKET: 'Logs',
  FACTS_TOPIC: 'Facts',
  QUEUES: 'khobor-dev-',
  ALARMS_TOPIC: 'Alarms',
  PARKED_FACTS: 'https://sqs.ap-south-1.AWS::URLSuffix/AWS::AccountId/khobor-dev-parked-outbox-relay',
  ALERTS_TOPIC: 'Alerts',
  MAILINGS_TOPIC: 'Mailings',
  STAFF_TOPIC: 'StaffMessages',
  MAIL_FROM: 'desk@khobor.example',
  ALERTS_SET: 'MailSetsalerts',
  CONFIRMATIONS_SET: 'MailSetsconfirmations',
  DISTRIBUTION_ID: 'Site',
  SITE_ORIGIN: 'https://dev.khobor.example',
};

const physical = (name: FunctionName) => `khobor-dev-${dashed(name)}`;

/** What the template makes of one function. */
function deployed(name: FunctionName) {
  const [[id, properties] = ['', {} as Properties]] = ofType(backend, 'AWS::Lambda::Function').filter(
    ([, { FunctionName }]) => FunctionName === physical(name),
  );
  const environment = (properties.Environment as Properties | undefined)?.Variables as Properties;
  const { NODE_OPTIONS, ...settings } = environment;
  return { id, properties, settings, options: NODE_OPTIONS, rights: rightsIn(properties.Role) };
}

const roleOf = (role: Value | undefined) => (role as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];

function rightsIn(role: Value | undefined) {
  const { Properties } = backend.Resources[roleOf(role)] ?? {};
  const [{ PolicyDocument } = {} as Properties] = (Properties?.Policies ?? []) as Properties[];
  const { Statement } = PolicyDocument as { Statement: Right[] };
  return Statement.flatMap(({ Effect, Action, Resource, Condition }) =>
    [Resource].flat().map((one) => ({
      may: Effect === 'Allow' ? 'may' : 'may never',
      actions: [Action].flat(),
      on: readable(one),
      keys: Condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys'] ?? [],
    })),
  );
}

/** A right as IAM has it; some hold for items of some partitions alone. */
type Right = {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: Value;
  Condition?: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': string[] } };
};

const refersTo = (id: string) => (value: Value | undefined) => JSON.stringify(value)?.includes(`"${id}"`);
const queue = (name: string) =>
  ofType(backend, 'AWS::SQS::Queue').find(([, { QueueName }]) => QueueName === `khobor-dev-${name}`) ?? [
    '',
    {} as Properties,
  ];
const mappingOf = (id: string) =>
  ofType(backend, 'AWS::Lambda::EventSourceMapping').find(([, { FunctionName }]) =>
    refersTo(id)(FunctionName),
  )?.[1];
const subscriptionOf = (inbox: string) =>
  ofType(backend, 'AWS::SNS::Subscription').find(([, { Endpoint }]) => refersTo(inbox)(Endpoint))?.[1];
const ruleTo = (inbox: string) =>
  ofType(backend, 'AWS::Events::Rule').find(([, { Targets }]) => refersTo(inbox)(Targets));
/** Who else may put messages into a queue, and on which condition. */
const sendersTo = (id: string) =>
  ofType(backend, 'AWS::SQS::QueuePolicy')
    .filter(([, { Queues }]) => refersTo(id)(Queues))
    .flatMap(([, { PolicyDocument }]) => (PolicyDocument as { Statement: Properties[] }).Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .map(({ Principal, Condition }) => ({ by: (Principal as Properties).Service, if: Condition }));
const schedules = () => ofType(backend, 'AWS::Scheduler::Schedule').map(([, properties]) => properties);
const scheduleOf = (id: string) => schedules().find(({ Target }) => refersTo(id)((Target as Properties).Arn));
const routeOf = (id: string) => {
  const integration = ofType(backend, 'AWS::ApiGatewayV2::Integration').find(([, { IntegrationUri }]) =>
    refersTo(id)(IntegrationUri),
  );
  return (
    integration &&
    ofType(backend, 'AWS::ApiGatewayV2::Route').find(([, { Target }]) =>
      refersTo(integration[0])(Target),
    )?.[1]
  );
};

/** What wakes a function, in words, from the template alone. */
function wakes(name: FunctionName): string {
  const { id } = deployed(name);
  const route = routeOf(id);
  if (route) return `${route.RouteKey}${route.AuthorizationType === 'JWT' ? ', with a token' : ', open'}`;
  const schedule = scheduleOf(id);
  if (schedule) return `${schedule.ScheduleExpression} ${schedule.ScheduleExpressionTimezone}`;
  const [inbox] = queue(inboxOf(name));
  const rule = inbox ? ruleTo(inbox)?.[1] : undefined;
  if (rule) {
    const { detail } = rule.EventPattern as { detail: { bucket: Properties; object: { key: Properties[] } } };
    return `objects that arrive in ${readable(detail.bucket.name)}/${detail.object.key[0]?.prefix}*`;
  }
  const subscription = subscriptionOf(inbox);
  if (!subscription) {
    const { EventSourceArn, FilterCriteria } = mappingOf(id) ?? {};
    const [{ Pattern } = { Pattern: '' }] = (FilterCriteria as { Filters: { Pattern: string }[] }).Filters;
    return `${readable(EventSourceArn)}, ${Pattern}`;
  }
  const types = (subscription.FilterPolicy as { type?: string[] } | undefined)?.type ?? ['everything'];
  return `${types.join(', ')} from topic ${readable(subscription.TopicArn)}`;
}

const paragraph = ([name, { timeout, memory }]: [FunctionName, FunctionSpec]) => {
  const { rights, settings } = deployed(name);
  const own = new RegExp(`^${dashed(name).replaceAll('-', '')}`);
  return [
    name,
    `  wakes on  ${wakes(name)}`,
    `  runs      ${timeout ?? 10} s${memory ? ` in ${memory} MB` : ''} with ${
      Object.keys(settings)
        .toSorted((a, b) => a.localeCompare(b))
        .join(' ') || 'no settings'
    }`,
    ...rights.map(({ may, actions, on, keys }) =>
      [`  ${may.padEnd(9)}`, ...actions, 'on', on.replace(own, 'its '), ...keys].join(' '),
    ),
  ].join('\n');
};

describe('functions in the cloud', () => {
  it('are as the readable list says, one paragraph each', async () => {
    await expect(`${functions.map(paragraph).join('\n\n')}\n`).toMatchFileSnapshot('functions.txt');
  });

  it('are those of the topology, each once', () => {
    const names = ofType(backend, 'AWS::Lambda::Function').flatMap(
      ([, { FunctionName }]) => FunctionName ?? [],
    );
    expect(names).toHaveLength(functions.length);
    expect(new Set(names)).toEqual(new Set(functions.map(([name]) => physical(name))));
  });
});

describe.each(functions)('%s', (name, spec) => {
  it('runs its own bundle on Node 24 and ARM for as long as the topology says', () => {
    expect(deployed(name).properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: `${fileOf(name)}.handler`,
      Timeout: timeoutOf(spec),
      MemorySize: spec.memory ?? 512,
      Description: spec.ifItFails,
    });
  });

  it('gets the settings the embedded cloud gives, and no other', () => {
    const { settings, options } = deployed(name);
    const inWords = Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [key, readable(value)]),
    );
    expect(inWords).toEqual(settingsOf(spec, { ...settingsInWords, ...inject('assets') }));
    expect(options).toBe('--enable-source-maps');
  });

  it('may do what its grants and its trigger need, and write its own log', () => {
    const granted = rightsOf(spec.may).flatMap(({ actions }) => actions);
    const trigger = hasInbox(spec)
      ? ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage']
      : 'stream' in spec.on
        ? ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
            (action) => `dynamodb:${action}`,
          )
        : 'every' in spec.on && ['hour', 'day'].includes(spec.on.every)
          ? // Lambda parks a call that failed to the last try by the function's own right.
            ['sqs:SendMessage']
          : [];
    const actions = deployed(name).rights.flatMap(({ actions }) => actions);
    const wanted = ['logs:CreateLogStream', 'logs:PutLogEvents', ...granted, ...trigger];
    expect(new Set(actions)).toEqual(new Set(wanted));
  });

  it('may touch only partitions of the table that its grants name', () => {
    const onTable = deployed(name).rights.filter(({ on }) => /^Newsroom(\/index\/lists)?$/.test(on));
    const inWords = onTable.flatMap(({ actions, on, keys }) =>
      actions.flatMap((action) => keys.map((key) => `${action} ${on} ${key}`)),
    );
    const granted = rightsOf(spec.may).flatMap(({ actions, on, keys = [] }) =>
      actions.flatMap((action) =>
        keys.map((key) => `${action} ${on === 'table' ? 'Newsroom' : 'Newsroom/index/lists'} ${key}`),
      ),
    );
    expect(new Set(inWords)).toEqual(new Set(granted));
    expect(onTable.filter(({ keys }) => keys.length === 0)).toEqual([]);
  });

  it('has a policy that IAM takes: 10,240 characters for all of a role', () => {
    const longest = 120;
    const { Properties } = backend.Resources[roleOf(deployed(name).properties.Role)] ?? {};
    const policy = JSON.stringify(Properties?.Policies ?? [], (_, value) =>
      value !== null && typeof value === 'object' && /^(Fn::|Ref$)/.test(Object.keys(value)[0] ?? '')
        ? 'x'.repeat(longest)
        : value,
    );
    expect(policy.length).toBeLessThan(10_240 - 1_000);
  });

  it('may do nothing to everything', () => {
    const wide = [
      'Site/*',
      'Site/*/art_*',
      'Site/assets/*',
      'Site/desk/*',
      'Site/ads/*',
      'Private/copies/*',
      'Private/incoming/*',
      'Private/uploads/*',
      'Private/renditions/*',
      'Site/media/*',
      'Site/share/*',
      'Site/frames/*',
      'Logs/cdn/*',
      'arn:aws:sqs:ap-south-1:AWS::AccountId:khobor-dev-*',
    ];
    for (const { actions, on } of deployed(name).rights) {
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
      // What the account may send, to whom it does not, and what its queues are called has no resource in IAM.
      if (!['ses:GetAccount', 'ses:DeleteSuppressedDestination', 'sqs:ListQueues'].includes(String(actions)))
        expect(on).toMatch(/^(?!\*)/);
      if (on.includes('*') && on !== '*') expect(wide).toContain(on);
    }
  });
});

/** Functions of which two run at once: those that count, and those that share the rate of SES. */
const fewAtOnce = ['ads/tally-log', 'site/count-views', 'audience/mail-alerts', 'audience/mail-breaking'];

describe.each(functions.filter(([, spec]) => hasInbox(spec)))('the inbox of %s', (name, spec) => {
  it('hides messages for six timeouts, and parks them after the last try', () => {
    const [, inbox] = queue(inboxOf(name));
    const [parked] = queue(parkedOf(name));
    expect(inbox.VisibilityTimeout).toBe(visibilityOf(spec));
    expect(inbox.DelaySeconds).toBe(delayOf(spec));
    expect(Number(inbox.VisibilityTimeout)).toBeGreaterThanOrEqual(
      6 * Number(deployed(name).properties.Timeout),
    );
    expect(inbox.RedrivePolicy).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': [parked, 'Arn'] },
      maxReceiveCount: maxReceives,
    });
    expect(queue(parkedOf(name))[1].MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
  });

  it('hands over batches in which one bad message fails alone', () => {
    expect(mappingOf(deployed(name).id)).toMatchObject({
      BatchSize: batchOf(spec).most,
      ...(batchOf(spec).seconds ? { MaximumBatchingWindowInSeconds: batchOf(spec).seconds } : {}),
      ScalingConfig: { MaximumConcurrency: fewAtOnce.includes(name) ? 2 : 10 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

describe.each(functions.filter(([, spec]) => feedOf(spec)))('the inbox of %s', (name, spec) => {
  it('gets the facts it asked for, as they were published', () => {
    const { types } = feedOf(spec) ?? {};
    const subscription = subscriptionOf(queue(inboxOf(name))[0]);
    expect(subscription?.RawMessageDelivery).toBe(true);
    expect(subscription?.FilterPolicy).toEqual(types ? { type: types } : undefined);
  });
});

describe.each(functions.filter(([, { on }]) => 'arrives' in on))('the inbox of %s', (name) => {
  it('gets word of objects from one rule, and from nobody else', () => {
    const [inbox] = queue(inboxOf(name));
    const [rule = ''] = ruleTo(inbox) ?? [];
    const [parked] = queue(parkedOf(name));
    for (const id of [inbox, parked])
      expect(sendersTo(id)).toEqual([
        {
          by: 'events.amazonaws.com',
          if: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule, 'Arn'] } } },
        },
      ]);
    expect(JSON.stringify(ruleTo(inbox)?.[1].Targets)).toContain(
      `"DeadLetterConfig":{"Arn":{"Fn::GetAtt":["${parked}"`,
    );
  });
});

describe('the relay', () => {
  it('gets new facts in order, and what it cannot pass on is parked before the stream forgets it', () => {
    const mapping = mappingOf(deployed('outbox/relay').id) ?? {};
    const { Filters: filters } = mapping.FilterCriteria as { Filters: { Pattern: string }[] };
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 30,
      MaximumRecordAgeInSeconds: 20 * 60 * 60,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [queue(parkedOf('outbox/relay'))[0], 'Arn'] } },
      },
      ParallelizationFactor: 1,
    });
    const [{ Pattern } = { Pattern: '' }] = filters;
    expect(JSON.parse(Pattern)).toEqual({
      eventName: ['INSERT'],
      dynamodb: {
        Keys: { sk: { S: [{ prefix: 'FACT#' }] } },
        NewImage: { restored: { BOOL: [{ exists: false }] } },
      },
    });
  });
});

describe('clocks', () => {
  it('park the calls they could not make', () => {
    const clocks = functions.filter(([, { on }]) => 'every' in on);
    expect(schedules()).toHaveLength(clocks.length);
    for (const [name] of clocks) {
      const target = scheduleOf(deployed(name).id)?.Target as Properties;
      expect(target.DeadLetterConfig).toEqual({ Arn: { 'Fn::GetAtt': [queue(parkedOf(name))[0], 'Arn'] } });
    }
  });
});

describe('a deploy', () => {
  it('runs new-day once, so that fronts are there', () => {
    const [[, { HandlerArn }] = ['', {} as Properties]] = ofType(backend, 'Custom::Trigger');
    const version = backend.Resources[String((HandlerArn as Properties).Ref)];
    expect(version?.Properties.FunctionName).toEqual({ Ref: deployed('site/new-day').id });
  });

  it('brings assets before any function that names them changes', () => {
    expect(ofType(site, 'Custom::CDKBucketDeployment').length).toBeGreaterThan(2);
    expect(waitsForSite).toEqual({ Backend: true, Desk: true, Api: true });
  });
});
