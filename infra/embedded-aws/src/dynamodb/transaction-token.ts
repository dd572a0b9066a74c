import { createHash } from 'node:crypto';
import { AwsError, type Principal } from '../service.ts';
import type { Database } from './database.ts';

const life = 10 * 60_000;

/** A transaction as its client names it, so that it is done once even if it is sent twice. */
export type Token = { caller: Principal; token: string; digest: string };

/** The read units of a replayed transaction, by the name of the table. */
export type Reads = [table: string, units: number][];

/** The price of a replay if this caller's transaction with this token went through in the last ten minutes. */
export function findDone({ store, clock }: Database, { caller, token, digest }: Token): Reads | undefined {
  const known = store
    .sql('SELECT digest, reads FROM dynamodb_transaction WHERE caller = ? AND token = ? AND at > ?')
    .get(caller, token, clock.now() - life);
  if (!known) return undefined;
  if (known.digest === digest) return JSON.parse(String(known.reads));
  throw new AwsError(
    'IdempotentParameterMismatchException',
    'The provided client token was used with different parameters within the last ten minutes',
  );
}

/** To be called in the step that does the transaction. */
export function remember({ store, clock }: Database, { caller, token, digest }: Token, reads: Reads) {
  const now = Math.floor(clock.now());
  store.sql('DELETE FROM dynamodb_transaction WHERE at <= ?').run(now - life);
  store
    .sql('INSERT OR REPLACE INTO dynamodb_transaction VALUES (?, ?, ?, ?, ?)')
    .run(caller, token, digest, JSON.stringify(reads), now);
}

/** A digest of what was asked, whatever the order in which the client wrote it. */
export const digestOf = (input: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(inOrder(input)))
    .digest('base64');

const inOrder = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(inOrder)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, member]) => [name, inOrder(member)])
      : value;
