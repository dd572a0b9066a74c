import type { ServiceContext } from '../service.ts';
import type { BulkStatus } from './bulk-status.ts';

/** What the account may send, and what SES is made to say. */
export type SendingRules = {
  /** Recipients a second; `Infinity` for no limit. */
  maxSendRate: number;
  /** Recipients in any 24 hours; `Infinity` for no limit. */
  max24HourSend: number;
  /** The status of a recipient of a bulk call, where it is not left to the rules. What is not `SUCCESS` is not sent. */
  statusOf: (address: string) => BulkStatus | undefined;
  /** Whether an illegal address fails its entry of a bulk call, or the call: SES has done both. */
  illegalAddress: 'fails its entry' | 'fails the call';
};

const day = 24 * 60 * 60_000;

export type Sending = ReturnType<typeof openSending>;

/**
 * The rate and the quota of the account, which count recipients. The rate allows a second's worth at once. Call `take`
 * inside `store.write`.
 */
export function openSending(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  given: Partial<SendingRules>,
) {
  store.db.exec('CREATE TABLE IF NOT EXISTS ses_sent (at INTEGER, recipients INTEGER) STRICT');
  const rules: SendingRules = {
    maxSendRate: 14,
    max24HourSend: 50_000,
    statusOf: () => undefined,
    illegalAddress: 'fails its entry',
    ...given,
  };
  let left = rules.maxSendRate;
  let filledAt = clock.now();

  /** How many more recipients the rate allows now. */
  const room = () => {
    if (rules.maxSendRate === Number.POSITIVE_INFINITY) return rules.maxSendRate;
    const now = clock.now();
    left = Math.min(rules.maxSendRate, left + ((now - filledAt) / 1000) * rules.maxSendRate);
    filledAt = now;
    return Math.floor(left);
  };

  const sentLastDay = () =>
    Number(
      store
        .sql('SELECT coalesce(sum(recipients), 0) AS sent FROM ses_sent WHERE at > ?')
        .get(clock.now() - day)?.sent,
    );

  /** Takes recipients from what may be sent, all or none. */
  const take = (recipients: number): 'taken' | 'over the rate' | 'over the quota' => {
    if (sentLastDay() + recipients > rules.max24HourSend) return 'over the quota';
    if (room() < recipients) return 'over the rate';
    left -= recipients;
    store.sql('DELETE FROM ses_sent WHERE at <= ?').run(clock.now() - day);
    store.sql('INSERT INTO ses_sent VALUES (?, ?)').run(clock.now(), recipients);
    return 'taken';
  };

  /** Changes the rules from now on. A new rate begins with a full second's worth. */
  const change = (changes: Partial<SendingRules>) => {
    Object.assign(rules, changes);
    left = rules.maxSendRate;
    filledAt = clock.now();
  };

  return { rules, room, take, change, sentLastDay };
}
