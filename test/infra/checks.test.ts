import { Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { acknowledged } from '../../infra/stacks/acknowledged.ts';
import type { Stage } from '../../infra/stacks/stage.ts';
import { aNewsroom, anApp, aProduction, aTrial, type Report, reportIn } from './a-newsroom.ts';

const rules = (report: Report, list: 'violations' | 'suppressedViolations') =>
  report.pluginReports.flatMap((plugin) => (plugin[list] ?? []).map(({ ruleName }) => ruleName));

type Made = Awaited<ReturnType<typeof aNewsroom>>;

/** The acknowledged findings of a stage, as the table has them. */
const usedBy = (report: Report, { name, region, account }: Stage) =>
  rules(report, 'suppressedViolations').map((rule) =>
    rule
      .replace(
        /::[^[\]]*ExportsOutputFnGetAtt(Site|Private|Logs)\w+?Arn\w*/,
        (_, bucket: string) => `::<${bucket.toLowerCase()} bucket>`,
      )
      .replace(region, '<AWS::Region>')
      .replace(account ?? '<AWS::AccountId>', '<AWS::AccountId>')
      .replace(`khobor-${name}-`, 'khobor-<stage>-'),
  );

describe('checks of the templates', () => {
  let first: Made;
  let production: Made;
  beforeAll(async () => {
    first = await aNewsroom(aTrial(), 'with CDK’s checks');
    production = await aNewsroom(aProduction(), 'with CDK’s checks');
  });

  it('find nothing that the table of acknowledged findings does not explain', () => {
    expect(first.report.pluginReports.map(({ pluginName }) => pluginName)).toEqual(
      expect.arrayContaining(['AwsSolutions', 'Serverless']),
    );
    expect(rules(first.report, 'violations')).toEqual([]);
  });

  it('find nothing in production either, which knows its account', () => {
    expect(rules(production.report, 'violations')).toEqual([]);
  });

  it('need every row of that table', () => {
    const used = [...usedBy(first.report, aTrial()), ...usedBy(production.report, aProduction())];
    const wanted = acknowledged.flatMap(({ findings }) => findings);
    expect(new Set(used)).toEqual(new Set(wanted));
  });

  it('leave room in every stack: CloudFormation takes 500 resources', () => {
    expect(Math.max(...first.sizes)).toBeLessThan(450);
  });

  it('give the same templates each time', async () => {
    const { data, backend, site } = await aNewsroom();
    expect({ data, backend, site }).toEqual({ data: first.data, backend: first.backend, site: first.site });
  });

  it('meet nothing that costs by the hour', () => {
    const rent =
      /^AWS::(EC2|ECS|EKS|RDS|OpenSearchService|Elasticsearch|ElastiCache|MemoryDB|DAX|Redshift|MSK|Kinesis|ElasticLoadBalancing|WAFv2|KMS|SecretsManager)/;
    const types = [first.data, first.backend, first.site].flatMap(({ Resources }) =>
      Object.values(Resources).map(({ Type }) => Type),
    );
    expect(types.filter((type) => rent.test(type))).toEqual([]);
  });
});

describe('the gate', () => {
  const aQueue = (...acknowledgments: { id: string; reason: string }[]) => {
    const app = anApp();
    const queue = new Queue(new Stack(app, 'Open'), 'Queue');
    Validations.of(queue).acknowledge(...acknowledgments);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(), new ServerlessChecks());
    return app;
  };

  it('bites: an open queue without a place for what fails stops synthesis', () => {
    const app = aQueue();
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS3/);
    expect(rules(reportIn(app.outdir), 'violations')).toEqual([
      'AwsSolutions-SQS3',
      'AwsSolutions-SQS4',
      'Serverless-SQSRedrivePolicy',
    ]);
  });

  it('bites with each pack alone: none waits for the other', () => {
    const solutions = ['SQS3', 'SQS4'].map((rule) => `AwsSolutions::AwsSolutions-${rule}`);
    const serverless = ['Serverless::Serverless-SQSRedrivePolicy'];
    const reason = 'a fixture';
    const but = (ids: string[]) => aQueue(...ids.map((id) => ({ id, reason })));
    expect(() => but(solutions).synth()).toThrow(/Serverless-SQSRedrivePolicy/);
    expect(() => but(serverless).synth()).toThrow(/AwsSolutions-SQS3/);
    expect(() => but([...solutions, ...serverless]).synth()).not.toThrow();
  });

  it('opens for a finding that is acknowledged by its whole name, and for that one alone', () => {
    const app = aQueue({ id: 'AwsSolutions::AwsSolutions-SQS3', reason: 'a fixture' });
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS4/);
    expect(rules(reportIn(app.outdir), 'violations')).toEqual([
      'AwsSolutions-SQS4',
      'Serverless-SQSRedrivePolicy',
    ]);
  });
});
