/**
 * List prices of AWS in dollars, without free allowances, each for one unit. They were read in November 2026 from the
 * service's pages (aws.amazon.com/<service>/pricing) for us-east-1, and from published readings of AWS's price list of
 * September 2026 for ap-south-1; where those name none, SQS, SNS and CloudWatch alarms cost the same everywhere. CloudFront
 * is priced where readers are: in North America and Europe, and in India.
 */
const usEast = {
  /** One request unit of an on-demand table. */
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  tableGbMonth: 0.25,
  s3Put: 5e-6,
  s3Get: 0.4e-6,
  s3GbMonth: 0.023,
  lambdaCall: 0.2e-6,
  /** Of arm64. */
  lambdaGbSecond: 0.0000133334,
  /** An HTTP API's request, of up to 512 KB. */
  apiRequest: 1e-6,
  /** A message published; its delivery to SQS is free. */
  snsPublish: 0.5e-6,
  sqsRequest: 0.4e-6,
  mail: 1e-4,
  cdnRequest: 1e-6,
  cdnGb: 0.085,
  edgeFunction: 0.1e-6,
  invalidationPath: 0.005,
  alarmMonth: 0.1,
  logGb: 0.5,
  scheduledCall: 1e-6,
};

export type Unit = keyof typeof usEast;

/** What a bill calls them. */
export const unitNames: Record<Unit, string> = {
  writeUnit: 'write units',
  readUnit: 'read units',
  tableGbMonth: 'GB in the table',
  s3Put: 'objects put',
  s3Get: 'objects read',
  s3GbMonth: 'GB in buckets',
  lambdaCall: 'calls of functions',
  lambdaGbSecond: 'GB-seconds of functions',
  apiRequest: 'requests of the API',
  snsPublish: 'messages to topics',
  sqsRequest: 'requests to queues',
  mail: 'mails',
  cdnRequest: 'requests to the CDN',
  cdnGb: 'GB from the CDN',
  edgeFunction: 'edge functions',
  invalidationPath: 'paths invalidated',
  alarmMonth: 'metrics of alarms',
  logGb: 'GB of logs',
  scheduledCall: 'strikes of clocks',
};
export type Prices = Record<Unit, number>;

export const prices = {
  'us-east-1': usEast,
  'ap-south-1': {
    ...usEast,
    writeUnit: 0.71e-6,
    readUnit: 0.1425e-6,
    tableGbMonth: 0.285,
    s3GbMonth: 0.025,
    apiRequest: 1.05e-6,
    mail: 1.5e-4,
    cdnRequest: 1.2e-6,
    cdnGb: 0.109,
    logGb: 0.67,
  },
} satisfies Record<string, Prices>;

export type Region = keyof typeof prices;

/** What an account has free each month, for good, not in its first year alone. */
export const free: Partial<Prices> = {
  tableGbMonth: 25,
  lambdaCall: 1e6,
  lambdaGbSecond: 400_000,
  snsPublish: 1e6,
  sqsRequest: 1e6,
  cdnRequest: 10e6,
  cdnGb: 1_024,
  edgeFunction: 2e6,
  invalidationPath: 1_000,
  alarmMonth: 10,
  logGb: 5,
  scheduledCall: 14e6,
};
