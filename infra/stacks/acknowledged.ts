import { type Stack, Validations } from 'aws-cdk-lib';
import { functions } from '../topology.ts';
import type { DataStack } from './data.ts';

type Acknowledged = {
  /** Where, as a construct's whole path below the stage: `Data/Staff/People`. */
  at: RegExp;
  /** Findings of cdk-nag's AwsSolutions pack. A finding in brackets is acknowledged for itself alone. */
  findings: readonly string[];
  because: string;
};

/** Stands for the name under which the backend knows the site bucket's ARN. */
const siteBucket = '<site bucket>';

const openRoutes = functions.flatMap(([, { on }]) => ('route' in on && on.open ? [on.route] : []));
const asPath = (route: string) => route.replace(' ', '').replaceAll('/', '--').replace(/[{}+]/g, '\\$&');

/** Every finding of cdk-nag that stays, and why. Synthesis fails on any other; a test fails on a row without use. */
export const acknowledged: readonly Acknowledged[] = [
  {
    at: /^Data\/Staff\/People$/,
    findings: ['COG2'],
    because: 'A second factor is each person’s choice: reporters in the field share phones and lose signal',
  },
  {
    at: /^Data\/Staff\/People$/,
    findings: ['COG8'],
    because: 'Threat protection costs per user and month; TLS, lockout and strong passwords come without',
  },
  {
    at: new RegExp(`^Backend/Api/Http/(${openRoutes.map(asPath).join('|')})$`),
    findings: ['APIG4'],
    because: 'The topology calls these routes open: readers, who have no account, use them',
  },
  {
    at: /^Backend\/(site-publish-article|site-refresh-fronts|site-turn-day)\/Role$/,
    findings: [`IAM5[Resource::${siteBucket}/*]`],
    because: 'The objects of one bucket: paths of pages are not known before there are articles',
  },
  {
    at: /^Backend\/Custom::CDKBucketDeployment\w+$/,
    findings: [
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      'IAM5[Action::s3:Abort*]',
      'IAM5[Action::s3:DeleteObject*]',
      'IAM5[Action::s3:GetBucket*]',
      'IAM5[Action::s3:GetObject*]',
      'IAM5[Action::s3:List*]',
      'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
      `IAM5[Resource::${siteBucket}/*]`,
      'L1',
    ],
    because: 'CDK’s own function; it runs during deploys only, from the asset bucket to the site bucket',
  },
  {
    at: /^Backend\/[\w-]+\/Clock\/Parked$/,
    findings: ['SQS3'],
    because: 'It is a dead-letter queue, of a schedule; the rule knows those of queues only',
  },
  {
    at: /^Site\/Site$/,
    findings: ['CFR1'],
    because: 'News is for readers anywhere',
  },
  {
    at: /^Site\/Site$/,
    findings: ['CFR2'],
    because:
      'A web ACL costs rent every hour; pages are static, the API is throttled and checks tokens first',
  },
  {
    at: /^Site\/Site$/,
    findings: ['CFR4'],
    because:
      'Without a name of its own a stage has CloudFront’s certificate, whose TLS version CloudFront sets',
  },
];

/** Acknowledges what the table says, at the constructs it names. */
export function acknowledge(data: DataStack, stacks: readonly Stack[], stage: string) {
  const arn = data.resolve(data.exportValue(data.site.bucketArn))['Fn::ImportValue'] as string;
  for (const construct of stacks.flatMap((stack) => stack.node.findAll()))
    for (const { at, findings, because } of acknowledged)
      if (at.test(construct.node.path.replace(`Khobor-${stage}-`, '')))
        Validations.of(construct).acknowledge(
          ...findings.map((finding) => ({
            id: `AwsSolutions::AwsSolutions-${finding.replace(siteBucket, arn)}`,
            reason: because,
          })),
        );
}
