import type { ServiceContext } from '../service.ts';
import type { BulkStatus } from './bulk-status.ts';
import type { SesEvent } from './event.ts';
import type { Fate } from './fate.ts';

/** What the account may send, and what SES is made to say. */
export type SendingRules = {
  /** Recipients a second; `Infinity` for no limit, not on `GetAccount` either. */
  maxSendRate: number;
  /** Recipients in any 24 hours; `Infinity` for no limit. */
  max24HourSend: number;
  /** Whether the account has no production access: 1 a second and 200 a day at most, to verified identities alone. */
  isSandbox: boolean;
  /** Whether AWS has suspended the account. */
  isSuspended: boolean;
  /** The status of a recipient of a bulk call, where it is not left to the rules. What is not `SUCCESS` is not sent. */
  statusOf: (address: string) => BulkStatus | undefined;
  /** What becomes of a mail after SES took it: it is delivered, unless to an address of SES' mailbox simulator. */
  fateOf: (address: string) => Fate | undefined;
  /** What is done with an event: it is published at once. What is held is published by `releaseEvents`. */
  handlingOf: (event: SesEvent) => 'hold' | 'drop' | 'double' | undefined;
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
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS ses_sent (at INTEGER, recipients INTEGER) STRICT;
    CREATE INDEX IF NOT EXISTS ses_sent_at ON ses_sent (at, recipients);
    CREATE TABLE IF NOT EXISTS ses_account (one INTEGER PRIMARY KEY CHECK (one = 1), enabled INTEGER) STRICT`);
  const rules: SendingRules = {
    maxSendRate: 14,
    max24HourSend: 50_000,
    isSandbox: false,
    isSuspended: false,
    statusOf: () => undefined,
    fateOf: () => undefined,
    handlingOf: () => undefined,
    illegalAddress: 'fails its entry',
    ...given,
  };
  const limits = () => ({
    rate: rules.isSandbox ? Math.min(1, rules.maxSendRate) : rules.maxSendRate,
    quota: rules.isSandbox ? Math.min(200, rules.max24HourSend) : rules.max24HourSend,
  });
  let left = limits().rate;
  let filledAt = clock.now();
  let askedAt = Number.NEGATIVE_INFINITY;

  /** How many more recipients the rate allows now. */
  const room = () => {
    const { rate } = limits();
    if (rate === Number.POSITIVE_INFINITY) return rate;
    const now = clock.now();
    left = Math.min(rate, left + (Math.max(0, now - filledAt) / 1000) * rate);
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
    const { quota } = limits();
    if (quota !== Number.POSITIVE_INFINITY && sentLastDay() + recipients > quota) return 'over the quota';
    if (room() < recipients) return 'over the rate';
    left -= recipients;
    store.sql('DELETE FROM ses_sent WHERE at <= ?').run(clock.now() - day);
    store.sql('INSERT INTO ses_sent VALUES (?, ?)').run(clock.now(), recipients);
    return 'taken';
  };

  /** Whether the account may be asked for now: once a second. */
  const mayAsk = () => {
    const isTooSoon = Math.abs(clock.now() - askedAt) < 1_000 && Number.isFinite(limits().rate);
    if (!isTooSoon) askedAt = clock.now();
    return !isTooSoon;
  };

  /** Changes the rules from now on. A new rate begins with a full second's worth. */
  const change = (changes: Partial<SendingRules>) => {
    Object.assign(rules, changes);
    left = limits().rate;
    filledAt = clock.now();
  };

  const isEnabled = () => store.sql('SELECT enabled FROM ses_account').get()?.enabled !== 0;

  /** Pauses the sending of the account, or goes on with it. */
  const enable = (enabled: boolean) =>
    store.sql('INSERT OR REPLACE INTO ses_account VALUES (1, ?)').run(enabled ? 1 : 0);

  return { rules, limits, room, take, mayAsk, change, sentLastDay, isEnabled, enable };
}
