import { randomUUID } from 'node:crypto';
import { AwsError, type ServiceContext } from '../service.ts';
import type { MessageAttribute } from './message-attribute.ts';
import { queueArn, queueOfArn } from './queue-arn.ts';
import type { Queue } from './queues.ts';
import { newNonce, type Receipt, writeReceipt } from './receipt.ts';

export type NewMessage = {
  body: string;
  attributes: Record<string, MessageAttribute>;
  sender: string;
  /** In seconds; the queue's delay by default. */
  delay?: number | undefined;
  trace?: string | undefined;
};

/** A message that was just received. */
export type Taken = {
  id: string;
  receiptHandle: string;
  body: string;
  attributes: Record<string, MessageAttribute>;
  system: Record<string, string>;
};

export type Messages = ReturnType<typeof openMessages>;

/** The messages of all queues. Functions that write must be called inside `store.write`. */
export function openMessages(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  arrived: (queue: string) => void,
  disorder?: () => number,
) {
  // `visible` is when a message can be received. One that is not visible yet and was never received is delayed.
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS sqs_message (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT, id TEXT, body TEXT, attributes TEXT, sender TEXT,
      trace TEXT, sent INTEGER, visible INTEGER, received INTEGER DEFAULT 0, first INTEGER, nonce TEXT, source TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS sqs_visible ON sqs_message (queue, visible, seq);
    CREATE INDEX IF NOT EXISTS sqs_sent ON sqs_message (queue, sent)`);

  // Messages from a clock that was ahead and is put right would be hidden for as long as it was.
  store
    .sql(
      'UPDATE sqs_message SET sent = min(sent, ?1), visible = ?1 WHERE sent > ?1 OR visible > ?1 + 43200000',
    )
    .run(clock.now());

  const oldest = (queue: Queue) => clock.now() - queue.retention * 1000;

  const add = (
    queue: Queue,
    { body, attributes, sender, delay = queue.delay, trace }: NewMessage,
  ): string => {
    const id = randomUUID();
    const now = clock.now();
    store
      .sql(
        `INSERT INTO sqs_message (queue, id, body, attributes, sender, trace, sent, visible)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(queue.name, id, body, JSON.stringify(attributes), sender, trace ?? null, now, now + delay * 1000);
    arrived(queue.name);
    return id;
  };

  const hasVisible = (queue: Queue) =>
    store
      .sql('SELECT 1 FROM sqs_message WHERE queue = ? AND visible <= ? AND sent > ? LIMIT 1')
      .get(queue.name, clock.now(), oldest(queue)) !== undefined;

  const moveToDeadLetters = (queue: Queue, seq: number) => {
    store
      .sql(
        `UPDATE sqs_message SET queue = ?, source = ?, visible = ?, received = 0, first = NULL, nonce = NULL
         WHERE seq = ?`,
      )
      .run(queue.redrive?.target ?? '', queueArn(queue.name), clock.now(), seq);
    arrived(queue.redrive?.target ?? '');
  };

  const takeOne = (queue: Queue, row: Record<string, unknown>, visibility: number): Taken => {
    const now = clock.now();
    const receipt = { queue: queue.name, seq: Number(row.seq), nonce: newNonce() };
    const first = Number(row.first ?? now);
    const received = Number(row.received) + 1;
    store
      .sql('UPDATE sqs_message SET visible = ?, received = ?, first = ?, nonce = ? WHERE seq = ?')
      .run(now + visibility * 1000, received, first, receipt.nonce, receipt.seq);
    return {
      id: String(row.id),
      receiptHandle: writeReceipt(receipt),
      body: String(row.body),
      attributes: JSON.parse(String(row.attributes)),
      system: {
        SenderId: String(row.sender),
        SentTimestamp: String(row.sent),
        ApproximateReceiveCount: String(received),
        ApproximateFirstReceiveTimestamp: String(first),
        ...(row.trace === null ? {} : { AWSTraceHeader: String(row.trace) }),
        ...(row.source === null ? {} : { DeadLetterQueueSourceArn: String(row.source) }),
      },
    };
  };

  const isExhausted = ({ redrive }: Queue, row: Record<string, unknown>) =>
    redrive !== undefined &&
    Number(row.received) >= redrive.maxReceiveCount &&
    store.sql('SELECT 1 FROM sqs_queue WHERE name = ?').get(redrive.target) !== undefined;

  /** Receives up to `max` messages. Those that were received too often already go to the dead-letter queue instead. */
  const take = (queue: Queue, max: number, visibility = queue.visibility): Taken[] => {
    store.sql('DELETE FROM sqs_message WHERE queue = ? AND sent <= ?').run(queue.name, oldest(queue));
    const taken: Taken[] = [];
    const next = store.sql(
      'SELECT * FROM sqs_message WHERE queue = ? AND visible <= ? ORDER BY visible, seq LIMIT ?',
    );
    const seen = new Set<unknown>();
    const many = disorder ? max * 4 : max;
    for (;;) {
      const rows = next.all(queue.name, clock.now(), many).filter((row) => !seen.has(row.seq));
      if (rows.length === 0) return taken;
      for (const row of disorder ? shuffled(rows, disorder) : rows) {
        seen.add(row.seq);
        if (isExhausted(queue, row)) moveToDeadLetters(queue, Number(row.seq));
        else if (taken.push(takeOne(queue, row, visibility)) === max) return taken;
      }
    }
  };

  /** Deletes a message. As in SQS, an outdated handle deletes nothing and is no error. */
  const remove = ({ seq, queue, nonce }: Receipt) => {
    store.sql('DELETE FROM sqs_message WHERE seq = ? AND queue = ? AND nonce = ?').run(seq, queue, nonce);
  };

  const setVisibility = ({ seq, queue, nonce }: Receipt, seconds: number) => {
    const row = store
      .sql('SELECT visible FROM sqs_message WHERE seq = ? AND queue = ? AND nonce = ?')
      .get(seq, queue, nonce);
    if (!row)
      throw new AwsError(
        'InvalidParameterValue',
        'Value for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.',
      );
    if (Number(row.visible) <= clock.now())
      throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
    store.sql('UPDATE sqs_message SET visible = ? WHERE seq = ?').run(clock.now() + seconds * 1000, seq);
    if (seconds === 0) arrived(queue);
  };

  /** Moves messages from a dead-letter queue to the queues that `originOf` returns; returns how many were moved. */
  const moveBack = (deadLetters: Queue, originOf: (source: string) => Queue | undefined): number => {
    const rows = store
      .sql(
        'SELECT seq, source FROM sqs_message WHERE queue = ? AND visible <= ? AND sent > ? ORDER BY visible, seq',
      )
      .all(deadLetters.name, clock.now(), oldest(deadLetters));
    let moved = 0;
    for (const row of rows) {
      const origin = originOf(queueOfArn(String(row.source)) ?? '');
      if (!origin) continue;
      store
        .sql(
          `UPDATE sqs_message SET queue = ?, id = ?, source = NULL, sent = ?, visible = ?, received = 0, first = NULL,
           nonce = NULL WHERE seq = ?`,
        )
        .run(origin.name, randomUUID(), clock.now(), clock.now(), Number(row.seq));
      arrived(origin.name);
      moved += 1;
    }
    return moved;
  };

  const purge = (queue: string) => store.sql('DELETE FROM sqs_message WHERE queue = ?').run(queue);

  const count = (queue: Queue) => {
    const row = store
      .sql(
        `SELECT count(*) FILTER (WHERE visible <= ?1) AS visible,
                count(*) FILTER (WHERE visible > ?1 AND received > 0) AS inFlight,
                count(*) FILTER (WHERE visible > ?1 AND received = 0) AS delayed
         FROM sqs_message WHERE queue = ?2 AND sent > ?3`,
      )
      .get(clock.now(), queue.name, oldest(queue));
    return { visible: Number(row?.visible), inFlight: Number(row?.inFlight), delayed: Number(row?.delayed) };
  };

  const nextVisibleAt = (queue: Queue): number | undefined => {
    const row = store
      .sql('SELECT visible FROM sqs_message WHERE queue = ? AND sent > ? ORDER BY visible LIMIT 1')
      .get(queue.name, oldest(queue));
    return row && Number(row.visible);
  };

  return { add, hasVisible, take, remove, setVisibility, moveBack, purge, count, nextVisibleAt };
}

/** The same in another order: each place is drawn from all that are left. `chance` returns a number from 0 to 1. */
function shuffled<T>(all: readonly T[], chance: () => number): T[] {
  const left = [...all];
  return all.flatMap(() => left.splice(Math.floor(chance() * left.length), 1));
}
