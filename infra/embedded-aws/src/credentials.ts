import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Principal } from './service.ts';
import type { Store } from './store.ts';

export type Credentials = { accessKeyId: string; secretAccessKey: string };

/** The principal that may do anything. */
export const operator: Principal = 'operator';

/**
 * Gives each principal a key pair of its own. All are derived from one random root kept in the store, so they stay
 * the same over restarts and differ between stores.
 */
export class Keyring {
  private readonly root: string;
  private readonly owners = new Map<string, { principal: Principal; secret: string }>();

  constructor(store: Store) {
    store.db.exec(
      'CREATE TABLE IF NOT EXISTS keyring (one INTEGER PRIMARY KEY CHECK (one = 1), root TEXT) STRICT',
    );
    store.sql('INSERT OR IGNORE INTO keyring VALUES (1, ?)').run(randomBytes(32).toString('hex'));
    this.root = String(store.sql('SELECT root FROM keyring').get()?.root);
    this.issue(operator);
  }

  issue(principal: Principal): Credentials {
    const accessKeyId = `AKIA${createHash('sha256').update(`${this.root} ${principal}`).digest('hex').slice(0, 16).toUpperCase()}`;
    const secret = this.secretOf(principal);
    this.owners.set(accessKeyId, { principal, secret });
    return { accessKeyId, secretAccessKey: secret };
  }

  /** The principal a key was issued to, and its secret; undefined for an unknown key. */
  find(accessKeyId: string): { principal: Principal; secret: string } | undefined {
    return this.owners.get(accessKeyId);
  }

  /** A key for another purpose, such as signing tokens, derived from the same root. */
  derive(purpose: string): Buffer {
    return createHmac('sha256', this.root).update(`purpose ${purpose}`).digest();
  }

  private secretOf(principal: Principal) {
    return createHmac('sha256', this.root).update(`secret ${principal}`).digest('base64').slice(0, 40);
  }
}
