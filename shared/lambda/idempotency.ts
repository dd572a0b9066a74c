import { createHash } from 'node:crypto';
import { canonical } from '../canonical.ts';
import type { RepeatableRequest } from '../records.ts';
import type { Caller } from './caller.ts';

/**
 * A request that may be repeated, identified by its `Idempotency-Key` and the hash of its input; undefined without a
 * key.
 */
export const idempotent = (
  { by, at, roles, idempotencyKey }: Caller,
  name: string,
  input: unknown,
): RepeatableRequest | undefined =>
  idempotencyKey === undefined
    ? undefined
    : { by, at, roles, key: idempotencyKey, hash: hashOf(canonical([name, input])) };

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
