import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError, account } from '../service.ts';
import type { Store } from '../store.ts';
import { checkFilterPolicy } from './filter-policy-check.ts';

export type Subscription = {
  arn: string;
  topic: string;
  protocol: Protocol;
  /** The ARN of the queue, or the address. */
  endpoint: string;
  /** What an address confirms the subscription with; undefined once it has, and of queues. */
  token?: string;
  attributes: Record<string, string>;
};
export type Protocol = 'sqs' | 'http' | 'https';
export type Subscriptions = ReturnType<typeof openSubscriptions>;

/** The subscriptions of queues and addresses to topics. Functions that write must be called inside `store.write`. */
export function openSubscriptions(store: Store) {
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS sns_subscription (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT UNIQUE, topic TEXT, endpoint TEXT, attributes TEXT,
      UNIQUE (topic, endpoint)
    ) STRICT`);
  // Addresses that have not confirmed yet.
  store.db.exec('CREATE TABLE IF NOT EXISTS sns_pending (arn TEXT PRIMARY KEY, token TEXT) STRICT');
  const fromRow = (row: Record<string, unknown>): Subscription => {
    const pending = store.sql('SELECT token FROM sns_pending WHERE arn = ?').get(String(row.arn));
    return { ...read(row), ...(pending ? { token: String(pending.token) } : {}) };
  };

  const find = (arn: string) => {
    const row = store.sql('SELECT * FROM sns_subscription WHERE arn = ?').get(arn);
    return row && fromRow(row);
  };
  const get = (arn: string): Subscription => {
    if (!/^arn:aws:sns:[^:]+:[^:]+:[^:]+:[^:]+$/.test(arn))
      throw new AwsError('InvalidParameter', 'Invalid parameter: SubscriptionArn');
    const found = find(arn);
    if (found) return found;
    throw new AwsError('NotFound', 'Subscription does not exist');
  };
  const ofTopic = (topic: string): Subscription[] =>
    store.sql('SELECT * FROM sns_subscription WHERE topic = ? ORDER BY seq').all(topic).map(fromRow);
  const list = (after: string, limit: number): Subscription[] =>
    store
      .sql('SELECT * FROM sns_subscription WHERE arn > ? ORDER BY arn LIMIT ?')
      .all(after, limit)
      .map(fromRow);

  const subscribe = (topic: string, endpoint: string, attributes: Record<string, string>): string => {
    check(attributes);
    const existing = ofTopic(topic).find((one) => one.endpoint === endpoint);
    if (existing) {
      if (Object.entries(attributes).every(([key, value]) => existing.attributes[key] === value))
        return existing.arn;
      throw new AwsError(
        'InvalidParameter',
        'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
      );
    }
    const arn = `${topic}:${randomUUID()}`;
    if (protocolOf(endpoint) !== 'sqs')
      store.sql('INSERT INTO sns_pending VALUES (?, ?)').run(arn, randomBytes(100).toString('hex'));
    store
      .sql('INSERT INTO sns_subscription (arn, topic, endpoint, attributes) VALUES (?, ?, ?, ?)')
      .run(arn, topic, endpoint, JSON.stringify(attributes));
    return arn;
  };
  const setAttribute = (arn: string, name: string, value: string | undefined) => {
    const { [name]: _, ...others } = get(arn).attributes;
    const attributes = value ? { ...others, [name]: value } : others;
    check(value ? attributes : { ...attributes, [name]: '' });
    store
      .sql('UPDATE sns_subscription SET attributes = ? WHERE arn = ?')
      .run(JSON.stringify(attributes), arn);
  };
  const remove = (arn: string) => {
    store.sql('DELETE FROM sns_pending WHERE arn = ?').run(arn);
    store.sql('DELETE FROM sns_subscription WHERE arn = ?').run(arn);
  };
  /** Confirms the subscription of a topic that has this token. Its ARN; undefined when none waits for it. */
  const confirm = (topic: string, token: string): string | undefined => {
    const found = ofTopic(topic).find((one) => one.token === token);
    if (found) store.sql('DELETE FROM sns_pending WHERE arn = ?').run(found.arn);
    return found?.arn;
  };

  return { find, confirm, get, ofTopic, list, subscribe, setAttribute, remove };
}

/** The attributes of a subscription, defaults included. */
export const attributesOf = ({
  arn,
  topic,
  protocol,
  endpoint,
  token,
  attributes,
}: Subscription): Record<string, string> => ({
  SubscriptionArn: arn,
  TopicArn: topic,
  Protocol: protocol,
  Endpoint: endpoint,
  Owner: account,
  ConfirmationWasAuthenticated: String(protocol === 'sqs'),
  PendingConfirmation: String(token !== undefined),
  RawMessageDelivery: 'false',
  ...(attributes.FilterPolicy ? { FilterPolicyScope: 'MessageAttributes' } : {}),
  ...attributes,
});

const values: Record<string, (value: string) => boolean> = {
  RawMessageDelivery: (value) => /^(true|false)$/i.test(value),
  FilterPolicyScope: (value) => /^Message(Attributes|Body)$/.test(value),
  RedrivePolicy: (value) => deadLetterTargetOf(value) !== undefined,
  FilterPolicy: (value) => /^\s*\{/.test(value),
};

const Redrive = z.object({ deadLetterTargetArn: z.string().startsWith('arn:aws:sqs:') });

/** The ARN of the queue in a redrive policy; undefined when the policy is invalid. */
export function deadLetterTargetOf(policy: string): string | undefined {
  try {
    return Redrive.safeParse(JSON.parse(policy)).data?.deadLetterTargetArn;
  } catch {
    return undefined;
  }
}

function check(attributes: Record<string, string>) {
  for (const [name, value] of Object.entries(attributes)) {
    const isFit = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!isFit) throw new AwsError('InvalidParameter', `embedded-aws does not support the attribute ${name}`);
    if (value !== '' && !isFit(value))
      throw new AwsError('InvalidParameter', `Invalid parameter: Attributes Reason: ${name}: ${value}`);
  }
  if (attributes.FilterPolicy) checkFilterPolicy(attributes.FilterPolicy, attributes.FilterPolicyScope);
}

const protocolOf = (endpoint: string): Protocol =>
  endpoint.startsWith('arn:') ? 'sqs' : endpoint.startsWith('https:') ? 'https' : 'http';

const read = (row: Record<string, unknown>): Subscription => ({
  arn: String(row.arn),
  topic: String(row.topic),
  protocol: protocolOf(String(row.endpoint)),
  endpoint: String(row.endpoint),
  attributes: JSON.parse(String(row.attributes)),
});
