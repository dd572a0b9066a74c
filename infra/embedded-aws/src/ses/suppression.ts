import { AwsError, type ServiceContext } from '../service.ts';

export type Suppression = ReturnType<typeof openSuppression>;

/** The account's suppression list. Functions that write must be called inside `store.write`. */
export function openSuppression({ store, clock }: Pick<ServiceContext, 'store' | 'clock'>) {
  store.db.exec(
    'CREATE TABLE IF NOT EXISTS ses_suppressed (address TEXT PRIMARY KEY, reason TEXT, at INTEGER) STRICT',
  );

  const reasonFor = (address: string) =>
    store.sql('SELECT reason FROM ses_suppressed WHERE address = ?').get(address.toLowerCase())?.reason;

  const put = (address: string, reason: string) =>
    store
      .sql('INSERT OR REPLACE INTO ses_suppressed VALUES (?, ?, ?)')
      .run(address.toLowerCase(), reason, clock.now());

  const get = (address: string) => {
    const row = store.sql('SELECT * FROM ses_suppressed WHERE address = ?').get(address.toLowerCase());
    if (row) return entry(row);
    throw new AwsError(
      'NotFoundException',
      `Email address ${address} does not exist on your suppression list.`,
    );
  };

  const remove = (address: string) => {
    get(address);
    store.sql('DELETE FROM ses_suppressed WHERE address = ?').run(address.toLowerCase());
  };

  const list = () => store.sql('SELECT * FROM ses_suppressed ORDER BY address').all().map(entry);

  return { reasonFor, put, get, remove, list };
}

const entry = (row: Record<string, unknown>) => ({
  EmailAddress: row.address,
  Reason: row.reason,
  LastUpdateTime: Number(row.at) / 1000,
});
