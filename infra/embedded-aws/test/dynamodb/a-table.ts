import {
  type AttributeValue,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { operator } from '../../src/credentials.ts';
import type { Aws } from '../../src/open-aws.ts';
import { anAws } from '../an-aws.ts';

export type Item = Record<string, AttributeValue>;

/** A DynamoDB of its own and an SDK client for it. */
export async function aDynamoDb(path?: string) {
  const aws = await anAws(path);
  const client = new DynamoDBClient(aws.config);
  const close = async () => {
    client.destroy();
    await aws.close();
  };
  return { ...aws, client, close };
}

let made = 0;

/** Makes a table with string keys `pk` and `sk`, unless told otherwise, and gives its name. */
export async function aTable(client: DynamoDBClient, given: Partial<CreateTableCommandInput> = {}) {
  const TableName = `table-${++made}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: defined('pk:S sk:S'),
      ...given,
    }),
  );
  return TableName;
}

/** Attribute definitions from `name:type` pairs. */
export const defined = (pairs: string) =>
  pairs.split(' ').map((pair) => {
    const [AttributeName = '', type = 'S'] = pair.split(':');
    return { AttributeName, AttributeType: type as 'S' | 'N' | 'B' };
  });

/** A global index, or a local one, over `hash` and perhaps `range`. */
export const anIndex = (
  IndexName: string,
  keys: string,
  projection: 'ALL' | 'KEYS_ONLY' | string[] = 'ALL',
) => ({
  IndexName,
  KeySchema: keys.split(' ').map((AttributeName, i) => ({
    AttributeName,
    KeyType: i === 0 ? ('HASH' as const) : ('RANGE' as const),
  })),
  Projection: Array.isArray(projection)
    ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: projection }
    : { ProjectionType: projection },
});

/** An item at `pk` and `sk` with attributes as given. */
export const anItem = (pk: string, sk: string, more: Item = {}): Item => ({
  pk: { S: pk },
  sk: { S: sk },
  ...more,
});

/** Texts in the order of their bytes, for sets that come in any. */
export const sorted = <T extends string | undefined>(texts: Iterable<T>): T[] =>
  [...texts].sort((a, b) => Buffer.compare(Buffer.from(a ?? ''), Buffer.from(b ?? '')));

/** The error a call ends with; throws if it goes through. */
export async function errorOf<E = Error & Record<string, unknown>>(call: Promise<unknown>): Promise<E> {
  try {
    await call;
  } catch (error) {
    return error as E;
  }
  throw new Error('the call went through');
}

/** The error of a call that must fail, as `Name: message`. */
export async function faultOf(call: Promise<unknown>) {
  const { name, message } = await errorOf(call);
  return `${name}: ${message}`;
}

/** A body no SDK would write, as if it had come over the wire from the operator. */
export async function raw({ dynamodb }: Pick<Aws, 'dynamodb'>, operation: string, body: string) {
  const { status, body: text } = await dynamodb.handle({
    method: 'POST',
    host: '',
    path: '/',
    query: '',
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: Buffer.from(body),
    principal: operator,
  });
  return { status, text: String(text) };
}
