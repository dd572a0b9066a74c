/**
 * The package's only entry: `openAws`, the store and the clock it needs, and the types of what it returns. Everything else
 * below `src/` is internal and may change.
 */
export { type Clock, openClock } from './clock.ts';
export type { Credentials } from './credentials.ts';
export type { StreamRecord } from './dynamodb/dynamodb.ts';
export type { Intercept } from './endpoint.ts';
export { type Aws, type AwsOptions, openAws } from './open-aws.ts';
export type { ArrivalRule } from './s3/arrival-rules.ts';
export type { StoredObject } from './s3/s3.ts';
export { AwsError, account, type Principal, region } from './service.ts';
export type { BulkStatus } from './ses/bulk-status.ts';
export type { SesEvent } from './ses/event.ts';
export type { Fate } from './ses/fate.ts';
export type {
  ListedMail,
  Mail,
  MailPage,
  MailQuery,
  Outcome,
  RenderingFailed,
  Tag,
  TagCount,
} from './ses/mail.ts';
export type { SendingRules } from './ses/sending-rules.ts';
export type { Ses } from './ses/ses.ts';
export type { Received } from './sqs/sqs.ts';
export { Damaged, NoRoom, OtherLayout, Store } from './store.ts';
