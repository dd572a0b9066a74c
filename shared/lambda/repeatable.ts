import { createHash } from 'node:crypto';
import { canonical } from '../articles/copy-hash.ts';
import type { Request } from '../articles/requests-store.ts';
import type { Caller } from './caller.ts';

/** The request as its `Idempotency-Key` names it; undefined without one. */
export const repeatable = (
  { by, at, roles, idempotencyKey }: Caller,
  what: string,
  input: unknown,
): Request | undefined =>
  idempotencyKey === undefined
    ? undefined
    : {
        by,
        at,
        roles,
        key: idempotencyKey,
        hash: createHash('sha256')
          .update(canonical([what, input]))
          .digest('hex'),
      };
