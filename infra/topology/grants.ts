import { keys, lists } from '../../shared/keys.ts';

/** Patterns of keys as `dynamodb:LeadingKeys` has them: `ARTICLE#*`. */
const leading = <N extends string>(patterns: Record<N, string>) =>
  Object.fromEntries(
    Object.entries<string>(patterns).map(([name, pattern]) => [name, pattern.replace(/\{.*/, '*')]),
  ) as Record<N, string>;

/** The partitions of the table, by what they hold. */
const partitions = leading({
  articles: keys.article.head.pk,
  terms: keys.article.underTerm.pk,
  authors: keys.author.pk,
  pins: keys.pins.pk,
  latest: keys.latest.pk,
  redirects: keys.redirect.pk,
  people: keys.person.pk,
  assets: keys.asset.head.pk,
  'same files': keys.asset.sameFile.pk,
  'line items': keys.lineItem.head.pk,
  placements: keys.lineItem.placement.pk,
  'counted logs': keys.countedLog.pk,
  views: keys.views.pk,
  subscriptions: keys.subscription.head.pk,
  mailboxes: keys.mailbox.pk,
  suppressed: keys.suppressed.head.pk,
  limits: keys.limit.pk,
  pepper: keys.pepper.pk,
  readers: keys.reader.pk,
  'reader counts': keys.readerCounts.pk,
  'queue watch': keys.queueWatch.pk,
  restoring: keys.restoring.pk,
  'read-only switch': keys.readOnly.pk,
  mailings: keys.mailing.head.pk,
  senders: keys.sender.pk,
  answers: keys.answer.pk,
  'alerts done': keys.done.partition({ what: 'alert' }),
  'notices done': keys.done.partition({ what: 'notice' }),
  'confirmations done': keys.done.partition({ what: 'confirmation' }),
  'releases done': keys.done.partition({ what: 'finish' }),
});

/** The lists of the index: the partitions of an index query. */
const indexed = leading({
  desks: lists.desk.pattern,
  filed: lists.filed.pattern,
  due: lists.due.pattern,
  expiring: lists.expiring.pattern,
  live: lists.live.pattern,
  archive: lists.archive.pattern,
  activity: lists.activity.pattern,
  facts: lists.facts.pattern,
  unpinning: lists.unpinning.pattern,
  redirects: lists.redirects.pattern,
  authors: lists.authors.pattern,
  people: lists.people.pattern,
  unused: lists.unused.pattern,
  pictures: lists.pictures.pattern,
  lapsing: lists.lapsing.pattern,
  'line items': lists.lineItems.pattern,
  mailings: lists.mailings.pattern,
});

/** What can be done in a partition, one action each. */
const tableActions = {
  get: 'dynamodb:GetItem',
  'get many': 'dynamodb:BatchGetItem',
  query: 'dynamodb:Query',
  put: 'dynamodb:PutItem',
  'add to': 'dynamodb:UpdateItem',
  delete: 'dynamodb:DeleteItem',
  check: 'dynamodb:ConditionCheckItem',
} as const;

/** `get articles`: one action in the partitions of one feature. `list due`: a query of one kind of list of the index. */
type TableGrant = `${keyof typeof tableActions} ${keyof typeof partitions}` | `list ${keyof typeof indexed}`;

/** What a function may be allowed to do, in the newsroom's words. */
export type Grant =
  | TableGrant
  | 'write site'
  | 'write article pages'
  | 'draw share images'
  | 'write articles with pictures'
  | 'write slots'
  | 'write most read'
  | 'read copies'
  | 'write copies'
  | 'take uploads'
  | 'check uploads'
  | 'remove uploads'
  | 'redraw pictures'
  | 'read renditions'
  | 'write media'
  | 'write pictures'
  | 'read logs'
  | 'publish facts'
  | 'park facts'
  | 'look at queues'
  | 'tell operators'
  | 'publish alerts'
  | 'publish mailings'
  | 'publish staff messages'
  | 'send mail'
  | 'send bulk mail'
  | 'forget at mail provider'
  | 'read mail quota'
  | 'invalidate';

/** The resources of grants. The stacks and the embedded cloud each know the ARN of every one. */
export type Resource =
  | 'table'
  | 'lists index'
  | 'site objects'
  | 'article pages'
  | 'site bucket'
  | 'slots file'
  | 'most read file'
  | 'ad files'
  | 'built files'
  | 'desk files'
  | 'private bucket'
  | 'long copies'
  | 'incoming'
  | 'uploads'
  | 'renditions'
  | 'media'
  | 'share images'
  | 'frames'
  | 'cdn logs'
  | 'facts topic'
  | 'parked facts'
  | 'queues'
  | 'any queue'
  | 'alarms topic'
  | 'alerts topic'
  | 'mailings topic'
  | 'staff topic'
  | 'mail identity'
  | 'mail account'
  | 'alerts set'
  | 'confirmations set'
  | 'cdn';

/**
 * `keys` limits a right on the table to these partition keys, on the index to these lists; a final `*` matches any rest.
 * What is `denied` stays so, whatever else allows it.
 */
export type Right = {
  actions: readonly string[];
  on: Resource;
  keys?: readonly string[];
  denied?: true;
};

/** The settings that functions are deployed with. */
export type Setting =
  | 'TABLE_NAME'
  | 'SITE_BUCKET'
  | 'PRIVATE_BUCKET'
  | 'LOGS_BUCKET'
  | 'FACTS_TOPIC'
  | 'PARKED_FACTS'
  | 'QUEUES'
  | 'ALARMS_TOPIC'
  | 'ALERTS_TOPIC'
  | 'MAILINGS_TOPIC'
  | 'STAFF_TOPIC'
  | 'MAIL_FROM'
  | 'ALERTS_SET'
  | 'CONFIRMATIONS_SET'
  | 'DISTRIBUTION_ID'
  | 'SITE_ORIGIN'
  | 'STYLE_PATH'
  | 'SUBSCRIPTION_SCRIPT_PATH'
  | 'READING_SCRIPT_PATH'
  | 'ONWARD_SCRIPT_PATH'
  | 'SIGN_UP_SCRIPT_PATH'
  | 'DISPLAY_SCRIPT_PATH'
  | 'ADS_SCRIPT_PATH';

type Granted = { rights: readonly Right[]; setting: Setting | readonly Setting[] };

/** Files of the site that are no pages: a deploy, uploads and ads bring them. */
const noPages = (['built files', 'desk files', 'ad files', 'media', 'frames', 'share images'] as const).map(
  (on) => ({ actions: ['s3:PutObject'], on, denied: true }) as const,
);

const elsewhere: Record<Exclude<Grant, TableGrant>, Granted> = {
  'write slots': {
    rights: [
      { actions: ['s3:GetObject', 's3:PutObject'], on: 'slots file' },
      { actions: ['s3:ListBucket'], on: 'site bucket' },
    ],
    setting: 'SITE_BUCKET',
  },
  'write most read': {
    rights: [
      { actions: ['s3:GetObject', 's3:PutObject'], on: 'most read file' },
      { actions: ['s3:ListBucket'], on: 'site bucket' },
    ],
    setting: 'SITE_BUCKET',
  },
  'write site': {
    rights: [
      { actions: ['s3:GetObject', 's3:PutObject'], on: 'site objects' },
      { actions: ['s3:ListBucket'], on: 'site bucket' },
      ...noPages,
    ],
    setting: 'SITE_BUCKET',
  },
  'write article pages': {
    rights: [
      { actions: ['s3:GetObject', 's3:PutObject'], on: 'article pages' },
      { actions: ['s3:ListBucket'], on: 'site bucket' },
      ...noPages,
    ],
    setting: 'SITE_BUCKET',
  },
  'draw share images': {
    rights: [
      { actions: ['s3:GetObject', 's3:PutObject'], on: 'share images' },
      { actions: ['s3:GetObject'], on: 'media' },
      { actions: ['s3:ListBucket'], on: 'site bucket' },
    ],
    setting: 'SITE_BUCKET',
  },
  'write articles with pictures': {
    rights: [
      { actions: ['s3:GetObject', 's3:PutObject'], on: 'article pages' },
      { actions: ['s3:PutObject'], on: 'media' },
      { actions: ['s3:ListBucket'], on: 'site bucket' },
      ...noPages.filter(({ on }) => on !== 'media'),
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
      { actions: ['s3:ListBucket'], on: 'private bucket' },
    ],
    setting: 'PRIVATE_BUCKET',
  },
  'remove uploads': {
    rights: [
      ...(['incoming', 'uploads', 'renditions'] as const).map((on) => ({
        actions: ['s3:DeleteObject'],
        on,
      })),
      { actions: ['s3:ListBucket'], on: 'private bucket' },
    ],
    setting: 'PRIVATE_BUCKET',
  },
  'redraw pictures': {
    rights: [
      { actions: ['s3:GetObject'], on: 'uploads' },
      { actions: ['s3:GetObject', 's3:PutObject'], on: 'renditions' },
    ],
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
  'write pictures': { rights: [{ actions: ['s3:PutObject'], on: 'media' }], setting: 'SITE_BUCKET' },
  'read logs': { rights: [{ actions: ['s3:GetObject'], on: 'cdn logs' }], setting: 'LOGS_BUCKET' },
  'publish facts': { rights: [{ actions: ['sns:Publish'], on: 'facts topic' }], setting: 'FACTS_TOPIC' },
  'park facts': { rights: [{ actions: ['sqs:SendMessage'], on: 'parked facts' }], setting: 'PARKED_FACTS' },
  'look at queues': {
    rights: [
      { actions: ['sqs:ListQueues'], on: 'any queue' },
      { actions: ['sqs:GetQueueAttributes'], on: 'queues' },
    ],
    setting: 'QUEUES',
  },
  'tell operators': { rights: [{ actions: ['sns:Publish'], on: 'alarms topic' }], setting: 'ALARMS_TOPIC' },
  'publish alerts': { rights: [{ actions: ['sns:Publish'], on: 'alerts topic' }], setting: 'ALERTS_TOPIC' },
  'publish mailings': {
    rights: [{ actions: ['sns:Publish'], on: 'mailings topic' }],
    setting: 'MAILINGS_TOPIC',
  },
  'publish staff messages': {
    rights: [{ actions: ['sns:Publish'], on: 'staff topic' }],
    setting: 'STAFF_TOPIC',
  },
  'send mail': {
    rights: [
      { actions: ['ses:SendEmail'], on: 'mail identity' },
      { actions: ['ses:SendEmail'], on: 'confirmations set' },
    ],
    setting: ['MAIL_FROM', 'CONFIRMATIONS_SET'],
  },
  'send bulk mail': {
    rights: [
      { actions: ['ses:SendBulkEmail'], on: 'mail identity' },
      { actions: ['ses:SendBulkEmail'], on: 'alerts set' },
    ],
    setting: ['MAIL_FROM', 'ALERTS_SET'],
  },
  'forget at mail provider': {
    rights: [{ actions: ['ses:DeleteSuppressedDestination'], on: 'mail account' }],
    setting: 'MAIL_FROM',
  },
  'read mail quota': { rights: [{ actions: ['ses:GetAccount'], on: 'mail account' }], setting: 'MAIL_FROM' },
  invalidate: {
    rights: [{ actions: ['cloudfront:CreateInvalidation'], on: 'cdn' }],
    setting: 'DISTRIBUTION_ID',
  },
};

const inPartition = (action: string, on: Resource, key: string): Granted => ({
  rights: [{ actions: [action], on, keys: [key] }],
  setting: 'TABLE_NAME',
});

const ofTable = Object.fromEntries([
  ...Object.entries(tableActions).flatMap(([does, action]) =>
    Object.entries(partitions).map(([what, key]) => [`${does} ${what}`, inPartition(action, 'table', key)]),
  ),
  ...Object.entries(indexed).map(([what, key]) => [
    `list ${what}`,
    inPartition('dynamodb:Query', 'lists index', key),
  ]),
]) as Record<TableGrant, Granted>;

/** Each grant's IAM actions on resources, and the settings with the resource's name. */
export const grants: Record<Grant, Granted> = { ...ofTable, ...elsewhere };

/** The rights of a row. What it may do in several partitions is one right: a policy has room for 10,240 characters. */
export function rightsOf(may: readonly Grant[]): Right[] {
  const all = may.flatMap((grant) => grants[grant].rights);
  const alike = Map.groupBy(all, ({ actions, on, denied = false }) => `${actions} ${on} ${denied}`);
  return [...alike.values()].flatMap(([first, ...more]) =>
    first?.keys ? [{ ...first, keys: [first, ...more].flatMap(({ keys = [] }) => keys) }] : (first ?? []),
  );
}
