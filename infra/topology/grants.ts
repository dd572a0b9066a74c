/** What a function may be allowed to do, in the newsroom's words. */
export type Grant =
  | 'read table'
  | 'write table'
  | 'write latest'
  | 'read assets'
  | 'write assets'
  | 'read line items'
  | 'read subscriptions'
  | 'write subscriptions'
  | 'write site'
  | 'write slots'
  | 'read copies'
  | 'write copies'
  | 'take uploads'
  | 'check uploads'
  | 'remove uploads'
  | 'read renditions'
  | 'write media'
  | 'read logs'
  | 'count'
  | 'publish facts'
  | 'park facts'
  | 'publish alerts'
  | 'publish staff messages'
  | 'send mail'
  | 'invalidate';

/** The resources of grants. The stacks and the embedded cloud each know the ARN of every one. */
export type Resource =
  | 'table'
  | 'lists index'
  | 'site objects'
  | 'site bucket'
  | 'slots file'
  | 'long copies'
  | 'incoming'
  | 'uploads'
  | 'renditions'
  | 'media'
  | 'frames'
  | 'cdn logs'
  | 'facts topic'
  | 'parked facts'
  | 'alerts topic'
  | 'staff topic'
  | 'mail identity'
  | 'cdn';

/** `keys` limits a right on the table to these partition keys; a final `*` matches any rest. */
type Right = { actions: readonly string[]; on: Resource; keys?: readonly string[] };

/** What is stored of readers, and nothing of the newsroom: for functions that strangers reach. */
const ofReaders = ['SUBSCRIPTION#*', 'MAILBOX#*', 'READERS#*', 'LIMIT#*', 'PEPPER'] as const;

/** The settings that functions are deployed with. */
export type Setting =
  | 'TABLE_NAME'
  | 'SITE_BUCKET'
  | 'PRIVATE_BUCKET'
  | 'LOGS_BUCKET'
  | 'FACTS_TOPIC'
  | 'PARKED_FACTS'
  | 'ALERTS_TOPIC'
  | 'STAFF_TOPIC'
  | 'MAIL_FROM'
  | 'DISTRIBUTION_ID'
  | 'SITE_ORIGIN'
  | 'STYLE_PATH'
  | 'SUBSCRIPTION_SCRIPT_PATH'
  | 'ADS_SCRIPT_PATH';

/** Each grant's IAM actions on resources, and the setting with the resource's name. */
export const grants: Record<Grant, { rights: readonly Right[]; setting: Setting }> = {
  'read table': {
    rights: [
      { actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], on: 'table' },
      { actions: ['dynamodb:Query'], on: 'lists index' },
    ],
    setting: 'TABLE_NAME',
  },
  'write table': {
    rights: [
      { actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'], on: 'table' },
    ],
    setting: 'TABLE_NAME',
  },
  'write latest': {
    rights: [{ actions: ['dynamodb:PutItem'], on: 'table', keys: ['LATEST'] }],
    setting: 'TABLE_NAME',
  },
  'read assets': {
    rights: [{ actions: ['dynamodb:GetItem'], on: 'table', keys: ['ASSET#*'] }],
    setting: 'TABLE_NAME',
  },
  'write assets': {
    rights: [{ actions: ['dynamodb:PutItem'], on: 'table', keys: ['ASSET#*'] }],
    setting: 'TABLE_NAME',
  },
  'read line items': {
    rights: [{ actions: ['dynamodb:GetItem', 'dynamodb:Query'], on: 'table', keys: ['LINEITEM#*'] }],
    setting: 'TABLE_NAME',
  },
  'read subscriptions': {
    rights: [
      {
        actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
        on: 'table',
        keys: ofReaders,
      },
    ],
    setting: 'TABLE_NAME',
  },
  'write subscriptions': {
    rights: [
      {
        actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem'],
        on: 'table',
        keys: ofReaders,
      },
    ],
    setting: 'TABLE_NAME',
  },
  'write slots': {
    rights: [
      { actions: ['s3:GetObject', 's3:PutObject'], on: 'slots file' },
      { actions: ['s3:ListBucket'], on: 'site bucket' },
    ],
    setting: 'SITE_BUCKET',
  },
  'write site': {
    rights: [
      { actions: ['s3:GetObject', 's3:PutObject'], on: 'site objects' },
      { actions: ['s3:ListBucket'], on: 'site bucket' },
    ],
    setting: 'SITE_BUCKET',
  },
  'read copies': { rights: [{ actions: ['s3:GetObject'], on: 'long copies' }], setting: 'PRIVATE_BUCKET' },
  'write copies': { rights: [{ actions: ['s3:PutObject'], on: 'long copies' }], setting: 'PRIVATE_BUCKET' },
  'take uploads': { rights: [{ actions: ['s3:PutObject'], on: 'incoming' }], setting: 'PRIVATE_BUCKET' },
  'check uploads': {
    rights: [
      { actions: ['s3:GetObject', 's3:DeleteObject'], on: 'incoming' },
      { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], on: 'uploads' },
      { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], on: 'renditions' },
    ],
    setting: 'PRIVATE_BUCKET',
  },
  'remove uploads': {
    rights: (['incoming', 'uploads', 'renditions'] as const).map((on) => ({
      actions: ['s3:DeleteObject'],
      on,
    })),
    setting: 'PRIVATE_BUCKET',
  },
  'read renditions': { rights: [{ actions: ['s3:GetObject'], on: 'renditions' }], setting: 'PRIVATE_BUCKET' },
  'write media': {
    rights: [
      { actions: ['s3:PutObject'], on: 'media' },
      { actions: ['s3:PutObject'], on: 'frames' },
    ],
    setting: 'SITE_BUCKET',
  },
  'read logs': { rights: [{ actions: ['s3:GetObject'], on: 'cdn logs' }], setting: 'LOGS_BUCKET' },
  count: { rights: [{ actions: ['dynamodb:UpdateItem'], on: 'table' }], setting: 'TABLE_NAME' },
  'publish facts': { rights: [{ actions: ['sns:Publish'], on: 'facts topic' }], setting: 'FACTS_TOPIC' },
  'park facts': { rights: [{ actions: ['sqs:SendMessage'], on: 'parked facts' }], setting: 'PARKED_FACTS' },
  'publish alerts': { rights: [{ actions: ['sns:Publish'], on: 'alerts topic' }], setting: 'ALERTS_TOPIC' },
  'publish staff messages': {
    rights: [{ actions: ['sns:Publish'], on: 'staff topic' }],
    setting: 'STAFF_TOPIC',
  },
  'send mail': {
    rights: [{ actions: ['ses:SendEmail', 'ses:SendBulkEmail'], on: 'mail identity' }],
    setting: 'MAIL_FROM',
  },
  invalidate: {
    rights: [{ actions: ['cloudfront:CreateInvalidation'], on: 'cdn' }],
    setting: 'DISTRIBUTION_ID',
  },
};
