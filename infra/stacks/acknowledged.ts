import { type Stack, Validations } from 'aws-cdk-lib';
import type { FunctionSpec } from '../topology/function-spec.ts';
import { grants, type Resource } from '../topology/grants.ts';
import { dashed } from '../topology/inbox.ts';
import { functions } from '../topology.ts';
import type { DataStack } from './data.ts';
import type { Stage } from './stage.ts';

type Acknowledged = {
  /** The construct's path below the stage: `Data/Staff/People`. */
  at: RegExp;
  /** Findings of cdk-nag, after their pack's name. A finding with brackets acknowledges only that one occurrence. */
  findings: readonly string[];
  because: string;
};

/** Placeholders for the ARNs of the buckets as the backend imports them. */
const siteBucket = '<site bucket>';
const privateBucket = '<private bucket>';
const logsBucket = '<logs bucket>';

const names = (are: (spec: FunctionSpec) => boolean) =>
  functions
    .filter(([, spec]) => are(spec))
    .map(([name]) => dashed(name))
    .join('|');
/** The stacks that hold functions. */
const working = '(Backend|Desk|Api)';
const open = names(({ on }) => 'route' in on && on.open === true);
const rendering = names(({ may }) => may.includes('write site'));
const showingArticles = names(
  ({ may }) => may.includes('write article pages') || may.includes('write articles with pictures'),
);
const reading = names(({ may }) => may.some((grant) => grant.endsWith('copies')));

/** Functions with a right on the objects of assets below a prefix of the private bucket. */
const handling = (on: Resource) =>
  names(({ may }) => may.some((grant) => grants[grant].rights.some((right) => right.on === on)));
const budgeting = names(({ may }) => may.includes('read mail quota'));
const forgetting = names(({ may }) => may.includes('forget at mail provider'));
const watching = names(({ may }) => may.includes('look at queues'));
const soonAgain = names(({ on }) => 'every' in on && (on.every === 'minute' || on.every === 'five minutes'));
const counting = names(({ may }) => may.includes('read logs'));

/**
 * Every accepted finding of cdk-nag, with the reason. Synthesis fails on any other finding; a test fails on a row that
 * matches none.
 */
export const acknowledged: readonly Acknowledged[] = [
  {
    at: /^Data\/Staff\/People$/,
    findings: ['AwsSolutions-COG2'],
    because:
      'The stage says if everybody needs a second factor: reporters in the field share phones and lose signal',
  },
  {
    at: /^Data\/Staff\/People$/,
    findings: ['AwsSolutions-COG8'],
    because: 'Threat protection costs per user and month; TLS, lockout and strong passwords come without',
  },
  {
    at: new RegExp(`^${working}/(${open})/Route$`),
    findings: ['AwsSolutions-APIG4'],
    because: 'The topology calls these routes open: readers, who have no account, use them',
  },
  {
    at: new RegExp(`^${working}/(${rendering})/Role$`),
    findings: [`AwsSolutions-IAM5[Resource::${siteBucket}/*]`],
    because: 'The objects of one bucket: paths of pages are not known before there are articles',
  },
  {
    at: new RegExp(`^${working}/(${showingArticles})/Role$`),
    findings: [`AwsSolutions-IAM5[Resource::${siteBucket}/*/art_*]`],
    because: 'Pages of articles: one object for each, below its section',
  },
  {
    at: new RegExp(`^${working}/(${reading})/Role$`),
    findings: [`AwsSolutions-IAM5[Resource::${privateBucket}/copies/*]`],
    because: 'Long copies: one object for each that was ever saved',
  },
  ...(['incoming', 'uploads', 'renditions'] as const).map((prefix) => ({
    at: new RegExp(`^${working}/(${handling(prefix)})/Role$`),
    findings: [`AwsSolutions-IAM5[Resource::${privateBucket}/${prefix}/*]`],
    because: 'Uploads: one object for each asset that somebody asks for',
  })),
  {
    at: new RegExp(`^${working}/(${budgeting})/Role$`),
    findings: ['AwsSolutions-IAM5[Resource::*]'],
    because: 'What the account may send: `ses:GetAccount` has no resource, and reads nothing else',
  },
  {
    at: new RegExp(`^${working}/(${forgetting})/Role$`),
    findings: ['AwsSolutions-IAM5[Resource::*]'],
    because:
      'The suppression list is the account’s: `ses:DeleteSuppressedDestination` has no resource, and no list can be read by it',
  },
  {
    at: new RegExp(`^${working}/(${watching})/Role$`),
    findings: [
      'AwsSolutions-IAM5[Resource::*]',
      'AwsSolutions-IAM5[Resource::arn:aws:sqs:<AWS::Region>:<AWS::AccountId>:khobor-<stage>-*]',
    ],
    because:
      'How many messages each queue of the stage has; `sqs:ListQueues` has no resource, and tells names only',
  },
  ...(['media', 'frames'] as const).map((prefix) => ({
    at: new RegExp(`^${working}/(${handling(prefix)})/Role$`),
    findings: [`AwsSolutions-IAM5[Resource::${siteBucket}/${prefix}/*]`],
    because: 'Renditions: one object for each asset that is ready, several for a picture',
  })),
  {
    at: new RegExp(`^${working}/(${handling('share images')})/Role$`),
    findings: [`AwsSolutions-IAM5[Resource::${siteBucket}/share/*]`],
    because: 'Images of shared links: one object for each article',
  },
  {
    at: new RegExp(`^${working}/(${counting})/Role$`),
    findings: [`AwsSolutions-IAM5[Resource::${logsBucket}/cdn/*]`],
    because: 'Log lines of the CDN, which names their objects itself',
  },
  {
    at: /^Site\/Custom::CDKBucketDeployment\w+$/,
    findings: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      'AwsSolutions-IAM5[Action::s3:Abort*]',
      'AwsSolutions-IAM5[Action::s3:DeleteObject*]',
      'AwsSolutions-IAM5[Action::s3:GetBucket*]',
      'AwsSolutions-IAM5[Action::s3:GetObject*]',
      'AwsSolutions-IAM5[Action::s3:List*]',
      'AwsSolutions-IAM5[Resource::arn:aws:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
      `AwsSolutions-IAM5[Resource::${siteBucket}/*]`,
      'AwsSolutions-L1',
    ],
    because: 'CDK’s own function; it runs during deploys only, from the asset bucket to the site bucket',
  },
  {
    at: /^Backend\/[\w-]+\/(Clock|Stream)\/Parked$/,
    findings: ['AwsSolutions-SQS3'],
    because: 'It is a dead-letter queue, of a schedule or a stream; the rule knows those of queues only',
  },
  {
    at: /^Site\/AWS679f53fac002430cb0da5b7982bd2287$/,
    findings: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ],
    because: 'CDK’s own function; it makes the CDN’s log deliveries, during deploys only',
  },
  {
    at: /^Site\/AccessLogs\/Delivery\/CustomResourcePolicy$/,
    findings: ['AwsSolutions-IAM5[Resource::arn:aws:logs:us-east-1:<AWS::AccountId>:delivery:*]'],
    because: 'CloudWatch Logs makes up a delivery’s id when it is made',
  },
  {
    at: /^Site\/Site$/,
    findings: ['AwsSolutions-CFR3'],
    because:
      'It is logged by standard logging v2, which is made beside it; the rule knows the legacy one only',
  },
  {
    at: /^Site\/Site$/,
    findings: ['AwsSolutions-CFR1'],
    because: 'News is for readers anywhere',
  },
  {
    at: /^Site\/Site$/,
    findings: ['AwsSolutions-CFR2'],
    because:
      'A web ACL costs rent every hour; pages are static, the API is throttled and checks tokens first',
  },
  {
    at: /^Site\/Site$/,
    findings: ['AwsSolutions-CFR4'],
    because:
      'Without a name of its own a stage has CloudFront’s certificate, whose TLS version CloudFront sets',
  },
  {
    at: new RegExp(`^${working}/[\\w-]+/Function$`),
    findings: ['Serverless-LambdaDLQ'],
    because:
      'It is for calls that nobody waits for, which clocks alone make, and they park by a destination; an inbox parks by its own policy',
  },
  {
    at: new RegExp(`^${working}/[\\w-]+/Function$`),
    findings: ['Serverless-LambdaTracing'],
    because: 'Logs, facts and `npm run trace` tell the way of an article; X-Ray costs for each call',
  },
  {
    at: new RegExp(`^Backend/(${soonAgain})/Function/EventInvokeConfig$`),
    findings: ['Serverless-LambdaAsyncFailureDestination'],
    because:
      'The next call, minutes later, makes up for one that failed, of which the alarm of its feature tells',
  },
  {
    at: /^Backend\/[\w-]+\/(Inbox|Clock|Stream)\/Parked$/,
    findings: ['Serverless-SQSRedrivePolicy'],
    because: 'It is a dead-letter queue; the rule asks one of those too',
  },
  {
    at: /^Data\/Alarms\/.+@/,
    findings: ['Serverless-SNSRedrivePolicy'],
    because: 'Mail to whoever operates the stage: a queue that nobody looks at tells them nothing either',
  },
  {
    at: /^Backend\/[\w-]+\/Inbox\/Mapping$/,
    findings: ['Serverless-LambdaEventSourceMappingDestination'],
    because: 'Lambda takes none for a queue, which has its own dead-letter queue',
  },
  {
    at: new RegExp(`^${working}/(${budgeting}|${forgetting}|${watching})/Role$`),
    findings: ['Serverless-LambdaStarPermissions'],
    because: 'Actions without a resource, each acknowledged above by its own name',
  },
  {
    at: /^Site\/Custom::CDKBucketDeployment\w+$/,
    findings: ['Serverless-LambdaDLQ', 'Serverless-LambdaTracing', 'Serverless-LambdaLatestVersion'],
    because: 'CDK’s own function; it runs during deploys only, which wait for it and fail with it',
  },
  {
    at: /^Site\/AWS679f53fac002430cb0da5b7982bd2287$/,
    findings: ['Serverless-LambdaDLQ', 'Serverless-LambdaTracing', 'Serverless-LambdaDefaultMemorySize'],
    because: 'CDK’s own function; it runs during deploys only, which wait for it and fail with it',
  },
];

/** Acknowledges the table's findings at the constructs they name. */
export function acknowledge(data: DataStack, stacks: readonly Stack[], stage: Stage) {
  const imported = (arn: string) => data.resolve(data.exportValue(arn))['Fn::ImportValue'] as string;
  const buckets = { [siteBucket]: data.site, [privateBucket]: data.private, [logsBucket]: data.logs };
  const arns = Object.entries(buckets).map(([name, { bucketArn }]) => [name, imported(bucketArn)] as const);
  const where = [
    ['<stage>', stage.name],
    ['<AWS::Region>', stage.region],
    ['<AWS::AccountId>', stage.account ?? '<AWS::AccountId>'],
  ] as const;
  const named = (finding: string) =>
    [...arns, ...where].reduce((text, [name, value]) => text.replaceAll(name, value), finding);
  for (const construct of stacks.flatMap((stack) => stack.node.findAll()))
    for (const { at, findings, because } of acknowledged)
      if (at.test(construct.node.path.replace(`Khobor-${stage.name}-`, '')))
        Validations.of(construct).acknowledge(
          ...findings.map((finding) => ({
            id: `${packOf(finding)}::${named(finding)}`,
            reason: because,
          })),
        );
}

const packOf = (finding: string) => finding.split('-')[0];
