import * as z from 'zod';
import { AwsError } from '../service.ts';

const ranges: Record<string, [min: number, max: number, usual: number]> = {
  VisibilityTimeout: [0, 43_200, 30],
  MaximumMessageSize: [1024, 1_048_576, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  DelaySeconds: [0, 900, 0],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
};

export const defaults: Record<string, string> = {
  ...Object.fromEntries(Object.entries(ranges).map(([name, [, , usual]]) => [name, String(usual)])),
  SqsManagedSseEnabled: 'true',
};

const Redrive = z.strictObject({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});
const RedriveAllow = z.strictObject({
  redrivePermission: z.enum(['allowAll', 'denyAll', 'byQueue']),
  sourceQueueArns: z.array(z.string()).max(10).optional(),
});
export type RedrivePolicy = z.output<typeof Redrive>;
export type RedriveAllowPolicy = z.output<typeof RedriveAllow>;

const refused = /^(Fifo|Kms|ContentBasedDeduplication$|DeduplicationScope$)/;
const readOnly = /^(Approximate|CreatedTimestamp$|LastModifiedTimestamp$|QueueArn$)/;
export const attributeNames = [
  ...Object.keys(ranges),
  ...['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'SqsManagedSseEnabled'],
];

/** Refuses an unsupported attribute, or a value outside its range. */
export function checkAttribute(name: string, value: string): void {
  if (refused.test(name)) throw new AwsError('UnsupportedOperation', `embedded-aws does not support ${name}`);
  if (readOnly.test(name) || !attributeNames.includes(name))
    throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  const range = ranges[name];
  const wrong = range
    ? !/^\d+$/.test(value) || Number(value) < range[0] || Number(value) > range[1]
    : !isFit(name, value);
  if (wrong) throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}

function isFit(name: string, value: string) {
  if (name === 'SqsManagedSseEnabled') return value === 'true' || value === 'false';
  if (value === '') return true;
  if (name === 'RedrivePolicy') return redrivePolicyOf(value) !== undefined;
  if (name === 'RedriveAllowPolicy') return redriveAllowPolicyOf(value) !== undefined;
  // A queue policy is stored and returned, but not evaluated: `allow` decides who may send.
  return json(value) !== undefined;
}

export const redrivePolicyOf = (text: string | undefined) => Redrive.safeParse(json(text ?? '')).data;
export const redriveAllowPolicyOf = (text: string | undefined) =>
  RedriveAllow.safeParse(json(text ?? '')).data;

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
