import { expect } from 'vitest';
import type { ACloud, Reply } from '../a-cloud.ts';

const roles = { rumana: 'reporter', kamal: 'editor', parveen: 'publisher', salma: 'ad-manager' };
export type Who = keyof typeof roles | 'nobody';

/** What API Gateway answers for a function that crashed: it is no problem document, and no answer of the function. */
const isCrash = ({ status, body }: Reply) => status === 500 && body.code === undefined;

/**
 * Who works with the API as clients should: they send again what was answered with `busy`, with the same
 * `Idempotency-Key`, until it is not; then the answer is one of those expected. Nobody is ever answered with 500; with
 * `mayCrash` a function may have crashed, which is sent again as well.
 */
export function aClient(cloud: ACloud, { mayCrash = false } = {}) {
  let keys = 0;
  return async (
    who: Who,
    method: string,
    path: string,
    body?: object,
    expected: readonly number[] = [200, 201, 202],
  ): Promise<Reply> => {
    const headers = { 'if-match': '*', 'idempotency-key': `key-${keys++}` };
    let isRepeat = false;
    for (;;) {
      const token = who === 'nobody' ? undefined : await cloud.token(who, roles[who]);
      const reply = await cloud.send(method, path, {
        ...(token ? { token } : {}),
        ...(method === 'GET' ? {} : { headers, body: body ?? {} }),
      });
      const again = reply.status === 503 || reply.body.code === 'in-progress' || (mayCrash && isCrash(reply));
      if (again) {
        isRepeat = true;
        continue;
      }
      const what = `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`;
      expect(reply.status, what).not.toBe(500);
      // A repeat may meet what the first one did.
      expect(isRepeat ? [...expected, 409, 412] : expected, what).toContain(reply.status);
      return reply;
    }
  };
}
