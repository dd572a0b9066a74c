import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Operation } from './random-operations.ts';

/** The result of an operation in a form that can be compared. */
export type Outcome = { code: string; message: string; answer: Record<string, unknown> };

export async function outcomeOf(operation: Operation, client: DynamoDBClient): Promise<Outcome> {
  try {
    const { $metadata: _, ...answer } = (await operation.send(client)) as { $metadata: unknown };
    return { code: 'ok', message: '', answer: inOneOrder(answer, operation) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { CancellationReasons = [] } = error as {
      CancellationReasons?: { Code: string; Message?: string }[];
    };
    const codes = CancellationReasons.map(({ Code }) => Code).join(' ');
    const messages = CancellationReasons.map(({ Message }) => Message ?? '').join(' | ');
    return {
      code: [error.name, codes].filter(Boolean).join(': '),
      message: [error.message, messages].filter(Boolean).join(' | '),
      answer: { items: sorted(CancellationReasons.map((reason) => canonical(reason))) },
    };
  }
}

/** Sorts items where DynamoDB does not define their order: in scans, batches and indexes. */
function inOneOrder(answer: object, { name, input }: Operation): Record<string, unknown> {
  const plain = canonical(answer) as Record<string, unknown>;
  const isOpen = name === 'Scan' || 'IndexName' in input;
  if (isOpen && Array.isArray(plain.Items)) plain.Items = sorted(plain.Items);
  if (name === 'BatchGetItem' && plain.Responses)
    plain.Responses = Object.entries(plain.Responses).map(([table, items]) => [
      table,
      sorted(items as unknown[]),
    ]);
  if (Array.isArray(plain.ConsumedCapacity)) plain.ConsumedCapacity = sorted(plain.ConsumedCapacity);
  return plain;
}

const sorted = (values: unknown[]) =>
  values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** A value with sorted members and sets, bytes as base64, and without undefined members. */
function canonical(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [
        name,
        /^[SNB]S$/.test(name) && Array.isArray(member) ? sorted(member.map(canonical)) : canonical(member),
      ]),
  );
}
