import { beforeAll, describe, expect, it } from 'vitest';
import type { StageFile } from '../../infra/stacks/stage.ts';
import { stage as example } from '../../infra/stages/example.ts';
import {
  aNewsroom,
  aProduction,
  aTrial,
  ofType,
  type Properties,
  type Template,
  type Value,
} from './a-newsroom.ts';

type Templates = Awaited<ReturnType<typeof aNewsroom>>;
type All = Pick<Templates, 'data' | 'backend' | 'site'>;

/** Production as its example says, and the same stage with another value in every field that can have one. */
let production: Templates;
let other: Templates;
let trial: Templates;
/** Each field of a stage with another value than the example's. */
const others = {
  account: '210987654321',
  region: 'eu-central-1',
  origin: 'https://paper.example',
  certificateArn: 'arn:aws:acm:us-east-1:210987654321:certificate/other',
  mail: { from: 'news@mail.example', identity: 'owned', dmarc: 'reject', quota: { perDay: 7, perSecond: 3 } },
  alarmEmail: 'night@paper.example',
  budget: 25,
  keepDays: { logs: 7, cdnLogs: 20, backups: 10 },
  secondFactor: 'optional',
  hsts: { days: 730, subdomains: true },
} satisfies Omit<StageFile, 'purpose'>;

beforeAll(async () => {
  production = await aNewsroom(aProduction());
  other = await aNewsroom(aProduction(others));
  trial = await aNewsroom(aTrial());
});

const everywhere = ({ data, backend, site }: All, type: string) =>
  [data, backend, site].flatMap((template) => ofType(template, type).map(([, properties]) => properties));
const only = (all: All, type: string) => everywhere(all, type)[0] ?? {};
const outputs = ({ data }: All) => JSON.stringify(data.Outputs);
const retentions = (all: All) =>
  new Set(everywhere(all, 'AWS::Logs::LogGroup').map(({ RetentionInDays }) => RetentionInDays));
const replica = (all: All) => (only(all, 'AWS::DynamoDB::GlobalTable').Replicas as Properties[])[0] ?? {};
const lifecycles = ({ data }: All, bucket: string) =>
  ofType(data, 'AWS::S3::Bucket')
    .filter(([id]) => id.startsWith(bucket))
    .flatMap(([, { LifecycleConfiguration }]) => (LifecycleConfiguration as { Rules: Properties[] }).Rules);
const functionsSay = (all: All, setting: string) =>
  new Set(
    everywhere(all, 'AWS::Lambda::Function').flatMap(({ Environment }) => {
      const value = ((Environment as Properties | undefined)?.Variables as Properties | undefined)?.[setting];
      return value === undefined ? [] : [value];
    }),
  );
const distribution = (all: All) =>
  only(all, 'AWS::CloudFront::Distribution').DistributionConfig as Properties;
const policies = (all: All) =>
  everywhere(all, 'AWS::CloudFront::ResponseHeadersPolicy').map(
    ({ ResponseHeadersPolicyConfig }) => ResponseHeadersPolicyConfig as Record<string, Properties>,
  );
const hsts = (all: All) =>
  policies(all).map(({ SecurityHeadersConfig }) => {
    const { StrictTransportSecurity } = SecurityHeadersConfig ?? {};
    const { AccessControlMaxAgeSec, IncludeSubdomains } = StrictTransportSecurity as Properties;
    return [AccessControlMaxAgeSec, IncludeSubdomains];
  });

/** Where each field of a stage is seen in the templates: as the example has it, and as `others` have it. */
const seen: Record<keyof typeof others | `${'mail' | 'keepDays'}.${string}`, (all: Templates) => unknown> = {
  account: ({ environments }) => [...new Set(environments.map(({ account }) => account))],
  region: ({ environments }) => [...new Set(environments.map(({ region }) => region))],
  origin: (all) => [
    distribution(all).Aliases,
    [...functionsSay(all, 'SITE_ORIGIN')],
    everywhere(all, 'AWS::Cognito::UserPoolClient').flatMap(({ CallbackURLs }) => CallbackURLs ?? []),
  ],
  certificateArn: (all) => distribution(all).ViewerCertificate,
  mail: (all) => [[...functionsSay(all, 'MAIL_FROM')], only(all, 'AWS::SES::EmailIdentity').EmailIdentity],
  'mail.dmarc': (all) => /v=DMARC1; p=(\w+); rua=mailto:(\S+?)\\"/.exec(outputs(all))?.slice(1),
  'mail.quota': (all) => /(\d+) mails a day, (\d+) a second/.exec(outputs(all))?.slice(1).map(Number),
  alarmEmail: (all) => [
    everywhere(all, 'AWS::SNS::Subscription').flatMap(({ Protocol, Endpoint }) =>
      Protocol === 'email' ? [Endpoint] : [],
    ),
    subscribers(all),
  ],
  budget: (all) => (only(all, 'AWS::Budgets::Budget').Budget as Properties).BudgetLimit,
  keepDays: (all) => [...retentions(all)],
  'keepDays.cdnLogs': (all) =>
    lifecycles(all, 'Logs').flatMap(({ ExpirationInDays }) => ExpirationInDays ?? []),
  'keepDays.backups': (all) => [
    replica(all).PointInTimeRecoverySpecification,
    lifecycles(all, 'Private')[0]?.NoncurrentVersionExpiration,
  ],
  secondFactor: (all) => only(all, 'AWS::Cognito::UserPool').MfaConfiguration,
  hsts: (all) => [...new Set(hsts(all).map((one) => one.join()))],
};

const subscribers = (all: All) =>
  (only(all, 'AWS::Budgets::Budget').NotificationsWithSubscribers as Properties[]).flatMap(
    ({ Subscribers }) => (Subscribers as Properties[]).map(({ Address }) => Address),
  );

describe('each field of a stage', () => {
  it.each([
    ['account', ['123456789012'], [others.account]],
    ['region', ['ap-south-1'], [others.region]],
    [
      'origin',
      [['news.example'], ['https://news.example'], ['https://news.example/desk/callback']],
      [['paper.example'], ['https://paper.example'], ['https://paper.example/desk/callback']],
    ],
    [
      'certificateArn',
      expect.objectContaining({
        AcmCertificateArn: example.certificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
      }),
      expect.objectContaining({ AcmCertificateArn: others.certificateArn }),
    ],
    ['mail', [['desk@news.example'], 'news.example'], [['news@mail.example'], 'mail.example']],
    ['mail.dmarc', ['none', 'desk@news.example'], ['reject', 'news@mail.example']],
    ['mail.quota', [50_000, 14], [7, 3]],
    [
      'alarmEmail',
      [['ops@news.example'], ['ops@news.example', 'ops@news.example']],
      [['night@paper.example'], ['night@paper.example', 'night@paper.example']],
    ],
    ['budget', { Amount: 60, Unit: 'USD' }, { Amount: 25, Unit: 'USD' }],
    ['keepDays', [30], [7]],
    ['keepDays.cdnLogs', [90], [20]],
    [
      'keepDays.backups',
      [{ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 }, { NoncurrentDays: 35 }],
      [{ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 10 }, { NoncurrentDays: 10 }],
    ],
    ['secondFactor', 'ON', 'OPTIONAL'],
    ['hsts', ['86400,false'], ['63072000,true']],
  ] as const)('is in the templates: %s', (field, ofExample, ofOther) => {
    expect(seen[field]?.(production)).toEqual(ofExample);
    expect(seen[field]?.(other)).toEqual(ofOther);
  });

  it('is looked at here', () => {
    expect(Object.keys(seen)).toEqual(expect.arrayContaining(Object.keys(others)));
    const { purpose: _, ...fields } = example;
    expect(Object.keys(others)).toEqual(Object.keys(fields));
  });
});

/** Resources that hold what people made, by type. */
const holding = ['AWS::S3::Bucket', 'AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool'];
const fates = ({ data }: { data: Template }) =>
  Object.fromEntries(
    holding.map((type) => [
      type,
      [
        ...new Set(
          Object.values(data.Resources)
            .filter(({ Type }) => Type === type)
            .flatMap(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy]),
        ),
      ],
    ]),
  );
const robots = (all: All) =>
  policies(all).map(({ CustomHeadersConfig = {} }) =>
    (CustomHeadersConfig.Items as { Header: string; Value: Value }[]).find(
      ({ Header }) => Header === 'x-robots-tag',
    ),
  );

describe('production', () => {
  it('keeps what people made, whatever becomes of its stacks', () => {
    expect(fates(production)).toEqual({
      // Those of a first deploy that failed are empty: the next would leave them behind.
      'AWS::S3::Bucket': ['RetainExceptOnCreate', 'Retain'],
      // Whose own protection refuses to be deleted, also then: the deploy would not come to its end.
      'AWS::DynamoDB::GlobalTable': ['Retain'],
      'AWS::Cognito::UserPool': ['Retain'],
    });
    expect(replica(production).DeletionProtectionEnabled).toBe(true);
    expect(only(production, 'AWS::Cognito::UserPool').DeletionProtection).toBe('ACTIVE');
    expect(production.isProtected).toEqual([true, false, false, false, false]);
    expect(everywhere(production, 'Custom::S3AutoDeleteObjects')).toEqual([]);
  });

  it('is found by search engines, but for its desk', () => {
    expect(robots(production).filter((tag) => tag === undefined)).toHaveLength(3);
    expect(robots(production).filter((tag) => tag !== undefined)).toHaveLength(1);
  });
});

describe('a trial', () => {
  it('goes with its stacks, and what is in its buckets too', () => {
    expect(fates(trial)).toEqual(Object.fromEntries(holding.map((type) => [type, ['Delete']])));
    expect(replica(trial).DeletionProtectionEnabled).toBeFalsy();
    expect(only(trial, 'AWS::Cognito::UserPool').DeletionProtection).not.toBe('ACTIVE');
    expect(trial.isProtected).toEqual([false, false, false, false, false]);
    expect(everywhere(trial, 'Custom::S3AutoDeleteObjects')).toHaveLength(3);
  });

  it('is listed by no search engine: every response says so', () => {
    expect(robots(trial)).toHaveLength(4);
    for (const tag of robots(trial)) expect(tag?.Value).toBe('noindex, nofollow');
  });

  it('needs nobody to tell, and then watches no budget', () => {
    expect(everywhere(trial, 'AWS::Budgets::Budget')).toEqual([]);
    expect(everywhere(trial, 'AWS::SNS::Subscription').map(({ Protocol }) => Protocol)).not.toContain(
      'email',
    );
  });
});
