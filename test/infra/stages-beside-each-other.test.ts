import { beforeAll, describe, expect, it } from 'vitest';
import {
  aNewsroom,
  aProduction,
  ofType,
  type Properties,
  readable,
  type Template,
  type Value,
} from './a-newsroom.ts';

type Made = { stage: string; region: string; data: Template; backend: Template; site: Template };

/** Two stages in two regions of one account, of one domain: in each region, the first owns it. */
const stages = ['prod', 'next'].flatMap((stage) =>
  ['ap-south-1', 'eu-central-1'].map((region) => ({ stage, region })),
);
let made: Made[];
beforeAll(async () => {
  made = [];
  for (const { stage, region } of stages) {
    const { dmarc, ...mail } = aProduction().mail;
    const identity =
      stage === 'prod'
        ? ({ ...mail, identity: 'owned', dmarc } as const)
        : ({ ...mail, identity: 'existing' } as const);
    made.push({ stage, region, ...(await aNewsroom(aProduction({ region, mail: identity }, stage))) });
  }
});

/** Names that CloudFormation does not make up, by type: where they have to be unique, and where they stand. */
const named: Record<string, { once: 'account' | 'region'; at: string }> = {
  'AWS::CloudFront::ResponseHeadersPolicy': { once: 'account', at: 'ResponseHeadersPolicyConfig.Name' },
  'AWS::CloudFront::OriginRequestPolicy': { once: 'account', at: 'OriginRequestPolicyConfig.Name' },
  'AWS::CloudFront::CachePolicy': { once: 'account', at: 'CachePolicyConfig.Name' },
  'AWS::CloudFront::OriginAccessControl': { once: 'account', at: 'OriginAccessControlConfig.Name' },
  'AWS::CloudFront::Function': { once: 'account', at: 'Name' },
  'AWS::Lambda::Function': { once: 'region', at: 'FunctionName' },
  'AWS::Logs::LogGroup': { once: 'region', at: 'LogGroupName' },
  'AWS::SQS::Queue': { once: 'region', at: 'QueueName' },
  'AWS::CloudWatch::Dashboard': { once: 'account', at: 'DashboardName' },
  'AWS::CloudWatch::Alarm': { once: 'region', at: 'AlarmName' },
  'AWS::Cognito::UserPoolDomain': { once: 'region', at: 'Domain' },
  'AWS::SES::ConfigurationSet': { once: 'region', at: 'Name' },
  'AWS::SES::EmailIdentity': { once: 'region', at: 'EmailIdentity' },
};

/** Properties that are a name, but no name in an account or region: each with what it is unique in. */
const within: Record<string, string> = {
  'AWS::ApiGatewayV2::Api': 'an API is known by its id',
  'AWS::ApiGatewayV2::Authorizer': 'an API',
  'AWS::ApiGatewayV2::Stage': 'an API',
  'AWS::Cognito::UserPoolGroup': 'a pool',
  'AWS::SES::ConfigurationSetEventDestination': 'a configuration set',
  'AWS::IAM::Policy': 'a role',
  'Custom::CDKBucketDeployment': 'names the bucket',
  'AWS::Lambda::Permission': 'names the function',
  'AWS::Lambda::EventInvokeConfig': 'names the function',
  'AWS::Lambda::EventSourceMapping': 'names the function',
  'AWS::Lambda::Version': 'names the function',
  'AWS::Logs::MetricFilter': 'names the log group',
};

const resources = ({ data, backend, site }: Made) =>
  [data, backend, site].flatMap(({ Resources }) => Object.values(Resources));
const at = (properties: Properties, path: string) =>
  path
    .split('.')
    .reduce<Value | undefined>((value, key) => (value as Properties | undefined)?.[key], properties);
const twice = (names: readonly string[]) => names.filter((name, i) => names.indexOf(name) !== i);

describe('stages of one account', () => {
  it.each(Object.entries(named))('share no name of %s', (type, { once, at: path }) => {
    const names = made.flatMap((one) =>
      [one.data, one.backend, one.site].flatMap((template) =>
        ofType(template, type).flatMap(([, properties]) => {
          const name = at(properties, path);
          return name === undefined ? [] : [`${once === 'region' ? `${one.region} ` : ''}${readable(name)}`];
        }),
      ),
    );
    expect(names.length).toBeGreaterThan(0);
    expect(twice(names)).toEqual([]);
  });

  it('have no other resources with a name of their own', () => {
    const others = made.flatMap(resources).flatMap(({ Type, Properties = {} }) => {
      const parts = Object.values(Properties).flatMap((value) =>
        typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [],
      );
      const names = [
        ...Object.keys(Properties).filter((key) => /Name$/.test(key)),
        ...parts.filter((key) => /^(Budget)?Name$/.test(key)),
      ];
      return names.length > 0 && !(Type in named) && !(Type in within) ? [`${Type} ${names}`] : [];
    });
    expect(new Set(others)).toEqual(new Set());
  });

  it('share no delivery of logs, which are all in one region', () => {
    const calls = made.flatMap(({ site }) =>
      ofType(site, 'Custom::AWS').map(([, { Create }]) => JSON.parse(readable(Create))),
    ) as { action: string; parameters: { name?: string } }[];
    for (const action of ['PutDeliverySource', 'PutDeliveryDestination']) {
      const names = calls.flatMap((call) => (call.action === action ? [call.parameters.name ?? ''] : []));
      expect(names).toHaveLength(stages.length);
      expect(twice(names)).toEqual([]);
      for (const name of names) expect(name).toMatch(/^[\w-]{1,60}$/);
    }
  });

  it('share no export, and no stack', () => {
    const exports = made.flatMap(({ region, ...templates }) =>
      [templates.data, templates.backend, templates.site].flatMap(({ Outputs = {} }) =>
        Object.values(Outputs).flatMap((output) => {
          const { Export } = output as { Export?: { Name: string } };
          return Export ? [`${region} ${Export.Name}`] : [];
        }),
      ),
    );
    expect(exports.length).toBeGreaterThan(20);
    expect(twice(exports)).toEqual([]);
  });

  it('of one domain have one that owns it in each region; the others’ functions may send from it', () => {
    const identities = made.map(({ data }) => ofType(data, 'AWS::SES::EmailIdentity').length);
    expect(identities).toEqual([1, 1, 0, 0]);
    for (const { region, backend, data } of made) {
      const arn = `arn:aws:ses:${region}:123456789012:identity/news.example`;
      expect(JSON.stringify(backend)).toContain(arn);
      const records = Object.entries(data.Outputs ?? {}).filter(([name]) => /(Dkim|Dmarc|Bounce)/.test(name));
      expect(records).toHaveLength(identities[made.findIndex((one) => one.data === data)] ? 6 : 0);
    }
  });

  it('know a domain of mail in small letters, however the file writes it: SES does, and rights compare letter by letter', async () => {
    const { mail } = aProduction();
    const { data, backend } = await aNewsroom(aProduction({ mail: { ...mail, from: 'Desk@News.Example' } }));
    expect(ofType(data, 'AWS::SES::EmailIdentity').map(([, one]) => one)).toMatchObject([
      {
        EmailIdentity: 'news.example',
        MailFromAttributes: { MailFromDomain: 'bounce-ap-south-1.news.example' },
      },
    ]);
    expect(JSON.stringify(backend)).toContain('identity/news.example');
    expect(JSON.stringify(backend)).not.toContain('identity/News.Example');
  });

  it('of two regions have bounces of their own: a name has one mail exchanger', () => {
    const exchangers = made.flatMap(({ data }) =>
      ofType(data, 'AWS::SES::EmailIdentity').map(
        ([, { MailFromAttributes }]) => (MailFromAttributes as Properties).MailFromDomain,
      ),
    );
    expect(exchangers).toEqual(['bounce-ap-south-1.news.example', 'bounce-eu-central-1.news.example']);
  });

  it('have names that CloudFront, Lambda and SQS take, also with the longest name and region', async () => {
    const { backend, site } = await aNewsroom(aProduction({ region: 'ap-southeast-1' }, 'abcdefghijkl'));
    const longest = (template: Template, type: string, path: string) =>
      Math.max(...ofType(template, type).map(([, one]) => String(at(one, path) ?? '').length));
    expect(
      longest(site, 'AWS::CloudFront::OriginAccessControl', 'OriginAccessControlConfig.Name'),
    ).toBeLessThan(65);
    expect(longest(site, 'AWS::CloudFront::Function', 'Name')).toBeLessThan(65);
    expect(longest(backend, 'AWS::Lambda::Function', 'FunctionName')).toBeLessThan(65);
    expect(longest(backend, 'AWS::SQS::Queue', 'QueueName')).toBeLessThan(81);
  });
});
