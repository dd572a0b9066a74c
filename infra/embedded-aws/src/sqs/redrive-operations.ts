import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../service.ts';
import { type Context, type Operation, operation } from './operation.ts';
import { queueArn, queueOfArn, queueOfUrl, queueUrl } from './queue-arn.ts';

/** Dead-letter queues: their sources, and moving messages back. A move is complete in one durable step. */
export function redriveOperations({
  store,
  clock,
  allow,
  queues,
  messages,
}: Context): Record<string, Operation> {
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS sqs_move (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT, destination TEXT, moved INTEGER, started INTEGER
    ) STRICT`);

  const ofArn = (arn: string) => {
    const name = queueOfArn(arn);
    if (name === undefined || !queues.find(name))
      throw new AwsError(
        'ResourceNotFoundException',
        "The resource that you specified for the SourceArn parameter doesn't exist.",
      );
    return name;
  };

  return {
    ListDeadLetterSourceQueues: operation(
      z.strictObject({
        QueueUrl: z.string(),
        MaxResults: z.int().min(1).max(1000).optional(),
        NextToken: z.string().optional(),
      }),
      async ({ QueueUrl, MaxResults = 1000, NextToken = '' }, { principal, host }) => {
        const name = queueOfUrl(QueueUrl);
        allow(principal, 'sqs:ListDeadLetterSourceQueues', queueArn(name));
        const after = Buffer.from(NextToken, 'base64url').toString();
        const sources = queues.sourcesOf(queues.get(name).name).filter((source) => source > after);
        const page = sources.slice(0, MaxResults);
        return {
          queueUrls: page.map((source) => queueUrl(host, source)),
          ...(sources.length > MaxResults
            ? { NextToken: Buffer.from(page.at(-1) ?? '').toString('base64url') }
            : {}),
        };
      },
    ),

    StartMessageMoveTask: operation(
      z.strictObject({ SourceArn: z.string(), DestinationArn: z.string().optional() }),
      async ({ SourceArn, DestinationArn }, { principal }) => {
        allow(principal, 'sqs:StartMessageMoveTask', SourceArn);
        return store.write(() => {
          const source = ofArn(SourceArn);
          if (queues.sourcesOf(source).length === 0)
            throw new AwsError(
              'InvalidParameterValue',
              'Source queue must be configured as a Dead Letter Queue.',
            );
          const destination = DestinationArn === undefined ? undefined : ofArn(DestinationArn);
          if (destination === source)
            throw new AwsError(
              'InvalidParameterValue',
              'Source queue arn and destination queue arn cannot be the same.',
            );
          const moved = messages.moveBack(queues.get(source), (from) => queues.find(destination ?? from));
          const { lastInsertRowid } = store
            .sql('INSERT INTO sqs_move (source, destination, moved, started) VALUES (?, ?, ?, ?)')
            .run(SourceArn, DestinationArn ?? null, moved, clock.now());
          return { TaskHandle: taskHandle(Number(lastInsertRowid)) };
        });
      },
    ),

    ListMessageMoveTasks: operation(
      z.strictObject({ SourceArn: z.string(), MaxResults: z.int().min(1).max(10).default(1) }),
      async ({ SourceArn, MaxResults }, { principal }) => {
        allow(principal, 'sqs:ListMessageMoveTasks', SourceArn);
        ofArn(SourceArn);
        const rows = store
          .sql('SELECT * FROM sqs_move WHERE source = ? ORDER BY seq DESC LIMIT ?')
          .all(SourceArn, MaxResults);
        return {
          Results: rows.map((row) => ({
            Status: 'COMPLETED',
            SourceArn,
            ...(row.destination === null ? {} : { DestinationArn: row.destination }),
            ApproximateNumberOfMessagesMoved: row.moved,
            ApproximateNumberOfMessagesToMove: row.moved,
            StartedTimestamp: row.started,
          })),
        };
      },
    ),
  };
}

const taskHandle = (seq: number) =>
  Buffer.from(JSON.stringify({ taskId: randomUUID(), seq })).toString('base64');
