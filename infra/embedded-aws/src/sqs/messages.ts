import { randomUUID } from 'node:crypto';
import { AwsError, type Ground } from '../service.ts';
import type { MessageAttribute } from './message-attribute.ts';
import { queueArn, queueOfArn } from './queue-arn.ts';
import type { Queue } from './queues.ts';
import { newNonce, type Receipt, writeReceipt } from './receipt.ts';

export type NewMessage = {
  body: string;
  attributes: Record<string, MessageAttribute>;
  sender: string;
  /** Seconds, instead of the queue's own delay. */
  delay?: number | undefined;
  trace?: string | undefined;
};

/** A message just taken from its queue. */
export type Taken = {
  id: string;
  receiptHandle: string;
  body: string;
  attributes: Record<string, MessageAttribute>;
  system: Record<string, string>;
};

export type Messages = ReturnType<typeof openMessages>;

/** The messages of all queues. Writing functions are to be called inside `store.write`. */
export function openMessages(
  { store, clock }: Pick<Ground, 'store' | 'clock'>,
  arrived: (queue: string) => void,
) {
  // Rows are kept in the order they become receivable; a row that was never taken and is hidden is delayed.
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS sqs_message (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT, id TEXT, body TEXT, attributes TEXT, sender TEXT,
      trace TEXT, sent INTEGER, visible INTEGER, received INTEGER DEFAULT 0, first INTEGER, nonce TEXT, source TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS sqs_visible ON sqs_message (queue, visible, seq);
    CREATE INDEX IF NOT EXISTS sqs_sent ON sqs_message (queue, sent)`);

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

  const park = (queue: Queue, seq: number) => {
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

  const isSpent = ({ redrive }: Queue, row: Record<string, unknown>) =>
    redrive !== undefined &&
    Number(row.received) >= redrive.maxReceiveCount &&
    store.sql('SELECT 1 FROM sqs_queue WHERE name = ?').get(redrive.target) !== undefined;

  /** Takes up to `max` messages; those that were taken too often already go to the dead-letter queue instead. */
  const take = (queue: Queue, max: number, visibility = queue.visibility): Taken[] => {
    store.sql('DELETE FROM sqs_message WHERE queue = ? AND sent <= ?').run(queue.name, oldest(queue));
    const taken: Taken[] = [];
    const next = store.sql(
      'SELECT * FROM sqs_message WHERE queue = ? AND visible <= ? ORDER BY visible, seq LIMIT ?',
    );
    const seen = new Set<unknown>();
    for (;;) {
      const rows = next.all(queue.name, clock.now(), max).filter((row) => !seen.has(row.seq));
      if (rows.length === 0) return taken;
      for (const row of rows) {
        seen.add(row.seq);
        if (isSpent(queue, row)) park(queue, Number(row.seq));
        else if (taken.push(takeOne(queue, row, visibility)) === max) return taken;
      }
    }
  };

  /** An old handle, of a taking that has been followed by another, deletes nothing; that is not an error. */
  const remove = ({ seq, queue, nonce }: Receipt) => {
    store.sql('DELETE FROM sqs_message WHERE seq = ? AND queue = ? AND nonce = ?').run(seq, queue, nonce);
  };

  const hide = ({ seq, queue, nonce }: Receipt, seconds: number) => {
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

  /** Sends parked messages to where `homeOf` says; they start anew there. Says how many found a home. */
  const moveBack = (parked: Queue, homeOf: (source: string) => Queue | undefined): number => {
    const rows = store
      .sql(
        'SELECT seq, source FROM sqs_message WHERE queue = ? AND visible <= ? AND sent > ? ORDER BY visible, seq',
      )
      .all(parked.name, clock.now(), oldest(parked));
    let moved = 0;
    for (const row of rows) {
      const home = homeOf(queueOfArn(String(row.source)) ?? '');
      if (!home) continue;
      store
        .sql(
          `UPDATE sqs_message SET queue = ?, id = ?, source = NULL, sent = ?, visible = ?, received = 0, first = NULL,
           nonce = NULL WHERE seq = ?`,
        )
        .run(home.name, randomUUID(), clock.now(), clock.now(), Number(row.seq));
      arrived(home.name);
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

  return { add, hasVisible, take, remove, hide, moveBack, purge, count, nextVisibleAt };
}
