import { AwsError, type ServiceContext } from '../service.ts';
import type { Store } from '../store.ts';
import { queueArn, queueOfArn } from './queue-arn.ts';
import {
  checkAttribute,
  defaults,
  type RedrivePolicy,
  redriveAllowPolicyOf,
  redrivePolicyOf,
} from './queue-attributes.ts';

export type Queue = {
  name: string;
  created: number;
  modified: number;
  attributes: Record<string, string>;
  tags: Record<string, string>;
  /** In seconds, from the attributes. */
  visibility: number;
  delay: number;
  retention: number;
  wait: number;
  maxSize: number;
  redrive: (RedrivePolicy & { target: string }) | undefined;
};

export type Queues = ReturnType<typeof openQueues>;

/** The queues. Functions that write must be called inside `store.write`. */
export function openQueues({ store, clock }: Pick<ServiceContext, 'store' | 'clock'>) {
  createTables(store);

  const find = (name: string): Queue | undefined => {
    const row = store.sql('SELECT * FROM sqs_queue WHERE name = ?').get(name);
    return row && fromRow(row);
  };
  const get = (name: string): Queue => {
    const queue = find(name);
    if (queue) return queue;
    throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  };
  const list = (prefix = '', after = '', limit = 1000): string[] =>
    store
      .sql(
        'SELECT name FROM sqs_queue WHERE name > ? AND substr(name, 1, length(?)) = ? ORDER BY name LIMIT ?',
      )
      .all(after, prefix, prefix, limit)
      .map((row) => String(row.name));
  const sourcesOf = (target: string) =>
    list()
      .map(get)
      .filter((queue) => queue.redrive?.target === target)
      .map((queue) => queue.name);

  const check = (name: string, attributes: Record<string, string>) => {
    for (const [attribute, value] of Object.entries(attributes)) checkAttribute(attribute, value);
    const policy = redrivePolicyOf(attributes.RedrivePolicy);
    if (policy) checkTarget(name, policy);
  };
  const checkTarget = (source: string, { deadLetterTargetArn }: RedrivePolicy) => {
    const target = find(queueOfArn(deadLetterTargetArn) ?? '');
    if (!target) throw wrongRedrive('Dead letter target does not exist.');
    const allowed = redriveAllowPolicyOf(target.attributes.RedriveAllowPolicy);
    const isListed = allowed?.sourceQueueArns?.includes(queueArn(source)) ?? false;
    if (allowed?.redrivePermission === 'denyAll' || (allowed?.redrivePermission === 'byQueue' && !isListed))
      throw wrongRedrive('Dead letter target does not allow this source queue.');
  };

  const create = (name: string, attributes: Record<string, string>, tags: Record<string, string>) => {
    checkName(name);
    check(name, attributes);
    const existing = find(name);
    if (existing) {
      const differs = Object.entries(attributes).some(([key, value]) => existing.attributes[key] !== value);
      if (!differs) return;
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value`,
      );
    }
    store
      .sql('INSERT INTO sqs_queue VALUES (?, ?, ?, ?, ?)')
      .run(
        name,
        clock.now(),
        clock.now(),
        JSON.stringify({ ...defaults, ...attributes }),
        JSON.stringify(tags),
      );
  };
  const setAttributes = (name: string, changes: Record<string, string>) => {
    const { attributes } = get(name);
    check(name, changes);
    const changed = Object.entries({ ...attributes, ...changes }).filter(([, value]) => value !== '');
    store
      .sql('UPDATE sqs_queue SET attributes = ?, modified = ? WHERE name = ?')
      .run(JSON.stringify(Object.fromEntries(changed)), clock.now(), name);
  };
  const setTags = (name: string, tags: Record<string, string>) =>
    store.sql('UPDATE sqs_queue SET tags = ? WHERE name = ?').run(JSON.stringify(tags), name);
  const remove = (name: string) => {
    get(name);
    store.sql('DELETE FROM sqs_message WHERE queue = ?').run(name);
    store.sql('DELETE FROM sqs_queue WHERE name = ?').run(name);
  };

  return { find, get, list, sourcesOf, create, setAttributes, setTags, remove };
}

function createTables(store: Store) {
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS sqs_queue (
      name TEXT PRIMARY KEY, created INTEGER, modified INTEGER, attributes TEXT, tags TEXT
    ) STRICT`);
}

function fromRow(row: Record<string, unknown>): Queue {
  const attributes: Record<string, string> = JSON.parse(String(row.attributes));
  const policy = redrivePolicyOf(attributes.RedrivePolicy);
  return {
    name: String(row.name),
    created: Number(row.created),
    modified: Number(row.modified),
    attributes,
    tags: JSON.parse(String(row.tags)),
    visibility: Number(attributes.VisibilityTimeout),
    delay: Number(attributes.DelaySeconds),
    retention: Number(attributes.MessageRetentionPeriod),
    wait: Number(attributes.ReceiveMessageWaitTimeSeconds),
    maxSize: Number(attributes.MaximumMessageSize),
    redrive: policy && { ...policy, target: queueOfArn(policy.deadLetterTargetArn) ?? '' },
  };
}

function checkName(name: string) {
  if (name.endsWith('.fifo'))
    throw new AwsError('UnsupportedOperation', 'embedded-aws does not support FIFO queues (names in .fifo)');
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(name))
    throw new AwsError(
      'InvalidParameterValue',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
}

const wrongRedrive = (reason: string) =>
  new AwsError('InvalidParameterValue', `Value for parameter RedrivePolicy is invalid. Reason: ${reason}`);
