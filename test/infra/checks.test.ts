import { Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { acknowledged } from '../../infra/stacks/acknowledged.ts';
import { aNewsroom, anApp, aProduction, aTrial, type Report, reportIn } from './a-newsroom.ts';

const rules = (report: Report, list: 'violations' | 'suppressedViolations') =>
  report.pluginReports.flatMap((plugin) => (plugin[list] ?? []).map(({ ruleName }) => ruleName));

describe('checks of the templates', () => {
  let first: Awaited<ReturnType<typeof aNewsroom>>;
  beforeAll(async () => {
    first = await aNewsroom(aTrial(), 'with CDK’s checks');
  });

  it('find nothing that the table of acknowledged findings does not explain', () => {
    expect(first.report.pluginReports.map(({ pluginName }) => pluginName)).toContain('AwsSolutions');
    expect(rules(first.report, 'violations')).toEqual([]);
  });

  it('find nothing in production either, which knows its account', async () => {
    const { report } = await aNewsroom(aProduction(), 'with CDK’s checks');
    expect(rules(report, 'violations')).toEqual([]);
  });

  it('need every row of that table', () => {
    const used = new Set(
      rules(first.report, 'suppressedViolations').map((rule) =>
        rule
          .replace(
            /::[^[\]]*ExportsOutputFnGetAtt(Site|Private|Logs)\w+?Arn\w*/,
            (_, bucket: string) => `::<${bucket.toLowerCase()} bucket>`,
          )
          .replace(aTrial().region, '<AWS::Region>')
          .replace(`khobor-${aTrial().name}-`, 'khobor-<stage>-'),
      ),
    );
    const wanted = acknowledged.flatMap(({ findings }) =>
      findings.map((finding) => `AwsSolutions-${finding}`),
    );
    expect(used).toEqual(new Set(wanted));
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
    Validations.of(app).addPlugins(new AwsSolutionsChecks());
    return app;
  };

  it('bites: an open queue without a place for what fails stops synthesis', () => {
    const app = aQueue();
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS3/);
    expect(rules(reportIn(app.outdir), 'violations')).toEqual(['AwsSolutions-SQS3', 'AwsSolutions-SQS4']);
  });

  it('opens for a finding that is acknowledged by its whole name, and for that one alone', () => {
    const app = aQueue({ id: 'AwsSolutions::AwsSolutions-SQS3', reason: 'a fixture' });
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS4/);
    expect(rules(reportIn(app.outdir), 'violations')).toEqual(['AwsSolutions-SQS4']);
  });
});
