import { createHash } from 'node:crypto';
import { AwsError, type Principal } from '../service.ts';
import type { Database } from './database.ts';

const life = 10 * 60_000;

/** The client request token of a transaction, with which it is done once even if it is sent twice. */
export type Token = { caller: Principal; token: string; digest: string };

/** The read units of a repeated transaction: for each action its table and units. */
export type Reads = [table: string, units: number][];

/** The read units of repeating a transaction, if it succeeded with this token in the last ten minutes. */
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

/** Remembers a token. Must be called inside the `store.write` of the transaction. */
export function remember({ store, clock }: Database, { caller, token, digest }: Token, reads: Reads) {
  const now = Math.floor(clock.now());
  store.sql('DELETE FROM dynamodb_transaction WHERE at <= ?').run(now - life);
  store
    .sql('INSERT OR REPLACE INTO dynamodb_transaction VALUES (?, ?, ?, ?, ?)')
    .run(caller, token, digest, JSON.stringify(reads), now);
}

/** A digest of a request that does not depend on the order of its members. */
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
