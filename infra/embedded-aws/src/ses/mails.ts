import { randomUUID } from 'node:crypto';
import { AwsError, region, type ServiceContext } from '../service.ts';
import type { Mail, RenderingFailed } from './mail.ts';

export type NewMail = Omit<Mail, 'id' | 'at'> & {
  /** The bare addresses of all recipients, `Bcc` included. */
  recipients: string[];
};

export type Mails = ReturnType<typeof openMails>;

/** All sent mail, and the suppression list. Functions that write must be called inside `store.write`. */
export function openMails({ store, clock }: Pick<ServiceContext, 'store' | 'clock'>) {
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS ses_mail (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT, at INTEGER, mail TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS ses_failure (seq INTEGER PRIMARY KEY AUTOINCREMENT, failure TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS ses_suppressed (address TEXT PRIMARY KEY, reason TEXT, at INTEGER) STRICT`);

  const isSuppressed = (address: string) =>
    store.sql('SELECT 1 FROM ses_suppressed WHERE address = ?').get(address.toLowerCase()) !== undefined;

  const newId = () => `0109${clock.now().toString(16).padStart(12, '0')}-${randomUUID()}-000000`;

  /** Accepts a mail and returns its id. As in SES, suppressed recipients are skipped without an error. */
  const send = ({ recipients, to, headers, ...mail }: NewMail): string => {
    if (recipients.length === 0) throw new AwsError('BadRequestException', 'There is no destination');
    const id = newId();
    const reached = to.filter((_, at) => !isSuppressed(recipients[at] ?? ''));
    const sent = {
      ...mail,
      to: reached,
      headers: {
        ...headers,
        'Message-ID': `<${id}@${region}.amazonses.com>`,
        Date: new Date(clock.now()).toUTCString(),
      },
    };
    if (reached.length > 0)
      store
        .sql('INSERT INTO ses_mail (id, at, mail) VALUES (?, ?, ?)')
        .run(id, clock.now(), JSON.stringify(sent));
    return id;
  };

  /** Accepts a mail whose template cannot be filled, as SES does: it has an id, and is never sent. */
  const fail = (to: string[], reason: string): string => {
    const id = newId();
    const failure = { id, at: new Date(clock.now()).toISOString(), to, reason } satisfies RenderingFailed;
    store.sql('INSERT INTO ses_failure (failure) VALUES (?)').run(JSON.stringify(failure));
    return id;
  };

  const failures = (): RenderingFailed[] =>
    store
      .sql('SELECT failure FROM ses_failure ORDER BY seq DESC')
      .all()
      .map(({ failure }) => JSON.parse(String(failure)));

  const list = (): Mail[] =>
    store
      .sql('SELECT * FROM ses_mail ORDER BY seq DESC')
      .all()
      .map((row) => ({
        id: String(row.id),
        at: new Date(Number(row.at)).toISOString(),
        ...JSON.parse(String(row.mail)),
      }));

  const suppress = (address: string, reason: string) =>
    store
      .sql('INSERT OR REPLACE INTO ses_suppressed VALUES (?, ?, ?)')
      .run(address.toLowerCase(), reason, clock.now());

  const suppressed = (address: string) => {
    const row = store.sql('SELECT * FROM ses_suppressed WHERE address = ?').get(address.toLowerCase());
    if (row) return entry(row);
    throw new AwsError(
      'NotFoundException',
      `Email address ${address} does not exist on your suppression list.`,
    );
  };

  const unsuppress = (address: string) => {
    suppressed(address);
    store.sql('DELETE FROM ses_suppressed WHERE address = ?').run(address.toLowerCase());
  };

  const allSuppressed = () => store.sql('SELECT * FROM ses_suppressed ORDER BY address').all().map(entry);

  return { send, fail, failures, list, suppress, suppressed, unsuppress, allSuppressed };
}

const entry = (row: Record<string, unknown>) => ({
  EmailAddress: row.address,
  Reason: row.reason,
  LastUpdateTime: Number(row.at) / 1000,
});
