import { AwsError, account, region } from '../service.ts';
import type { Store } from '../store.ts';

export type Topic = { arn: string; attributes: Record<string, string>; tags: Record<string, string> };
export type Topics = ReturnType<typeof openTopics>;

const prefix = `arn:aws:sns:${region}:${account}:`;
export const topicArn = (name: string) => `${prefix}${name}`;

/** The supported attributes of a topic, and the values they may have. */
const known: Record<string, RegExp> = {
  DisplayName: /^.{0,100}$/su,
  // Stored and returned, but not evaluated: `allow` decides who may publish.
  Policy: /^\s*\{/,
  SignatureVersion: /^[12]$/,
  TracingConfig: /^PassThrough$/,
};

/** The topics. Functions that write must be called inside `store.write`. */
export function openTopics(store: Store) {
  store.db.exec(
    'CREATE TABLE IF NOT EXISTS sns_topic (arn TEXT PRIMARY KEY, attributes TEXT, tags TEXT) STRICT',
  );

  const find = (arn: string): Topic | undefined => {
    const row = store.sql('SELECT * FROM sns_topic WHERE arn = ?').get(arn);
    return row && { arn, attributes: JSON.parse(String(row.attributes)), tags: JSON.parse(String(row.tags)) };
  };
  const get = (arn: string): Topic => {
    if (!/^arn:aws:sns:[^:]+:[^:]+:[^:]+$/.test(arn))
      throw new AwsError('InvalidParameter', 'Invalid parameter: TopicArn');
    const topic = find(arn);
    if (topic) return topic;
    throw new AwsError('NotFound', 'Topic does not exist');
  };
  const list = (after: string, limit: number) =>
    store
      .sql('SELECT arn FROM sns_topic WHERE arn > ? ORDER BY arn LIMIT ?')
      .all(after, limit)
      .map((row) => String(row.arn));

  const create = (name: string, attributes: Record<string, string>, tags: Record<string, string>): string => {
    if (name.endsWith('.fifo'))
      throw new AwsError('InvalidParameter', 'embedded-aws does not support FIFO topics (names in .fifo)');
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(name))
      throw new AwsError('InvalidParameter', 'Invalid parameter: Topic Name');
    for (const [attribute, value] of Object.entries(attributes)) check(attribute, value);
    const arn = topicArn(name);
    const existing = find(arn);
    if (existing) {
      if (Object.entries(attributes).every(([key, value]) => existing.attributes[key] === value)) return arn;
      throw new AwsError(
        'InvalidParameter',
        'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
      );
    }
    store
      .sql('INSERT INTO sns_topic VALUES (?, ?, ?)')
      .run(arn, JSON.stringify(attributes), JSON.stringify(tags));
    return arn;
  };
  const setAttribute = (arn: string, name: string, value: string) => {
    const { attributes } = get(arn);
    check(name, value);
    store
      .sql('UPDATE sns_topic SET attributes = ? WHERE arn = ?')
      .run(JSON.stringify({ ...attributes, [name]: value }), arn);
  };
  const setTags = (arn: string, tags: Record<string, string>) =>
    store.sql('UPDATE sns_topic SET tags = ? WHERE arn = ?').run(JSON.stringify(tags), arn);
  const remove = (arn: string) => {
    store.sql('DELETE FROM sns_subscription WHERE topic = ?').run(arn);
    store.sql('DELETE FROM sns_topic WHERE arn = ?').run(arn);
  };

  return { find, get, list, create, setAttribute, setTags, remove };
}

function check(name: string, value: string) {
  const form = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!form) throw new AwsError('InvalidParameter', `embedded-aws does not support the attribute ${name}`);
  if (!form.test(value)) throw new AwsError('InvalidParameter', `Invalid parameter: ${name}`);
}
