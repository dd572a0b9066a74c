import { CfnOutput, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { workingLasts } from '../../shared/articles/working.ts';
import { arrivals, type TopicName } from '../topology/inbox.ts';
import { deliverySource } from './access-logs.ts';
import { Budget } from './budget.ts';
import { MailIdentity } from './mail-identity.ts';
import { MailSets } from './mail-sets.ts';
import { endLogsOfProviders } from './provider-logs.ts';
import { Staff } from './staff.ts';
import { isProduction, protectionOf, removalOf, type Stage, whereOf } from './stage.ts';

/** Not public, TLS only, encrypted. */
const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
} satisfies BucketProps;

const abortUploads = { abortIncompleteMultipartUploadAfter: Duration.days(7) };

/** Everything that outlives deploys: the table, the buckets, the topics, the staff accounts and the mail identity. */
export class DataStack extends Stack {
  readonly table: TableV2;

  /** Logs of the CDN, which identify no reader, and of the buckets. */
  readonly logs: Bucket;

  /**
   * The site's pages. Not versioned, because a killed article must leave no old version; pages can be rendered again.
   */
  readonly site: Bucket;

  /**
   * Uploads and long copies. They cannot be made again, so an overwritten copy is kept as long as the table can be brought
   * back; of a file that was withdrawn or removed nothing is left after a day. What arrives is moved on as soon as it is
   * checked: the rule is for what never was.
   */
  readonly private: Bucket;

  readonly topics: Record<TopicName, Topic> = {
    facts: this.topic('Facts'),
    alerts: this.topic('Alerts'),
    mailings: this.topic('Mailings'),
    staff: this.topic('StaffMessages'),
    // Not encrypted with a key: SES may not use the AWS-managed one, and another costs rent. Its inbox is encrypted.
    'mail-events': new Topic(this, 'MailEvents', { enforceSSL: true }),
  };

  /**
   * The topic of alarms. Not encrypted with a key: CloudWatch may not use the AWS-managed one, and another costs rent.
   */
  readonly alarms = new Topic(this, 'Alarms', { enforceSSL: true });

  readonly staff: Staff;
  readonly mail: MailIdentity;
  readonly sets: MailSets;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id, {
      description: `Khobor ${stage.name}: what outlives a deploy`,
      terminationProtection: isProduction(stage),
      ...whereOf(stage),
    });
    this.table = this.newsroom(stage);
    this.logs = this.bucket('Logs', stage, {
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ ...abortUploads, expiration: Duration.days(stage.keepDays.cdnLogs) }],
    });
    this.site = this.bucket('Site', stage, {
      lifecycleRules: [abortUploads],
      serverAccessLogsBucket: this.logs,
      serverAccessLogsPrefix: 'bucket/site/',
    });
    this.private = this.bucket('Private', stage, {
      versioned: true,
      lifecycleRules: whatPrivateKeeps(stage),
      serverAccessLogsBucket: this.logs,
      serverAccessLogsPrefix: 'bucket/private/',
    });
    this.mail = new MailIdentity(this, 'Mail', stage);
    this.staff = new Staff(this, 'Staff', stage);
    this.sets = new MailSets(this, 'MailSets', stage.name, this.topics['mail-events']);
    // The web desk sends files by their forms, and hears how far they are.
    this.private.addCorsRule({
      allowedMethods: [HttpMethods.POST],
      allowedOrigins: [stage.origin],
      maxAge: 3_600,
    });
    this.letCloudFrontRead();
    this.letCloudFrontLog(stage);
    this.letAlarmsPublish();
    for (const bucket of [this.private, this.logs]) sendToEventBridge(bucket);
    if (stage.alarmEmail) this.alarms.addSubscription(new EmailSubscription(stage.alarmEmail));
    new Budget(this, 'Budget', stage);
    new CfnOutput(this, 'Table', { value: this.table.tableName });
    new CfnOutput(this, 'SiteBucket', { value: this.site.bucketName });
    new CfnOutput(this, 'PrivateBucket', { value: this.private.bucketName });
    new CfnOutput(this, 'UserPool', { value: this.staff.pool.userPoolId });
    new CfnOutput(this, 'StaffTopic', {
      value: this.topics.staff.topicArn,
      description: 'Staff subscribe here (e-mail, SMS, chat), filtered by type, section and reporter',
    });
    new CfnOutput(this, 'AppClient', { value: this.staff.clients.commandLine.userPoolClientId });
    this.exportAll();
    endLogsOfProviders(this, stage);
  }

  /**
   * Exports all that a function may be given, whether one is given it or not. CDK exports what is imported: when the last function
   * that imports something is removed, the export would go first, and CloudFormation refuses that while it is in use.
   */
  private exportAll() {
    const buckets = [this.site, this.private, this.logs].flatMap((one) => [one.bucketName, one.bucketArn]);
    const told = [...Object.values(this.topics), this.alarms].map(({ topicArn }) => topicArn);
    const { tableName, tableArn, tableStreamArn } = this.table;
    for (const value of [
      ...[tableName, tableArn, tableStreamArn],
      ...buckets,
      ...told,
      ...Object.values(this.sets.names),
    ])
      this.exportValue(value);
  }

  private newsroom(stage: Stage) {
    return new TableV2(this, 'Newsroom', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: 'lists',
          partitionKey: { name: 'list', type: AttributeType.STRING },
          sortKey: { name: 'at', type: AttributeType.STRING },
          projectionType: ProjectionType.ALL,
        },
      ],
      dynamoStream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'ttl',
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: stage.keepDays.backups,
      },
      ...protectionOf(stage),
    });
  }

  /** A bucket of production stays when its stack goes; that of a trial is emptied and goes too. */
  private bucket(id: string, stage: Stage, props: BucketProps) {
    return new Bucket(this, id, {
      ...closed,
      ...props,
      removalPolicy: removalOf(stage),
      autoDeleteObjects: !isProduction(stage),
    });
  }

  private topic(id: string) {
    const masterKey = Alias.fromAliasName(this, `${id}Key`, 'alias/aws/sns');
    return new Topic(this, id, { masterKey, enforceSSL: true });
  }

  /**
   * Allows any distribution of this account to read the site. Naming the one would make this stack depend on the site's
   * stack, which depends on it. The list right makes a missing page a 404; without it S3 answers 403.
   */
  private letCloudFrontRead() {
    const read = { 's3:GetObject': this.site.arnForObjects('*'), 's3:ListBucket': this.site.bucketArn };
    for (const [action, resource] of Object.entries(read))
      this.site.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
          actions: [action],
          resources: [resource],
          conditions: {
            ArnLike: { 'aws:SourceArn': `arn:${this.partition}:cloudfront::${this.account}:distribution/*` },
          },
        }),
      );
  }

  /** Allows log delivery to add to the logs bucket, for this stage's distribution only. */
  private letCloudFrontLog(stage: Stage) {
    this.logs.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.logs.arnForObjects(`${arrivals.log.prefix}*`)],
        conditions: {
          StringEquals: {
            'aws:SourceAccount': this.account,
            's3:x-amz-acl': 'bucket-owner-full-control',
          },
          ArnLike: { 'aws:SourceArn': deliverySource(this, stage) },
        },
      }),
    );
  }

  /** Allows alarms to publish: a topic with its own policy loses the default one, which would allow it. */
  private letAlarmsPublish() {
    this.alarms.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.alarms.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
  }
}

const whatPrivateKeeps = ({ keepDays }: Stage): LifecycleRule[] => [
  { ...abortUploads, noncurrentVersionExpiration: Duration.days(keepDays.backups) },
  // Nobody gets an unsaved copy once its item has ended, or its article was killed.
  {
    prefix: 'copies/working/',
    expiration: Duration.seconds(workingLasts),
    noncurrentVersionExpiration: Duration.days(1),
  },
  { prefix: 'incoming/', expiration: Duration.days(3), noncurrentVersionExpiration: Duration.days(1) },
  ...['uploads/', 'renditions/'].map((prefix) => ({
    prefix,
    noncurrentVersionExpiration: Duration.days(1),
    expiredObjectDeleteMarker: true,
  })),
];

/**
 * Makes a bucket send its events to EventBridge. The construct's own option would add a function that runs at deploys.
 */
function sendToEventBridge({ node: { defaultChild } }: Bucket) {
  if (CfnResource.isCfnResource(defaultChild))
    defaultChild.addPropertyOverride(
      'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled',
      true,
    );
}
