import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Clock, Store } from 'embedded-aws';
import * as z from 'zod';
import { signInLasts } from '../../topology/sign-in.ts';

/** Somebody who signed in, and when: by this sign-in all that came of it is revoked together. */
export const SignedIn = z.object({ name: z.string(), signIn: z.string(), at: z.number() });
export type SignedIn = z.infer<typeof SignedIn>;

/** What a code stands for until it is exchanged. */
const Code = SignedIn.extend({
  client: z.string(),
  redirect: z.string(),
  challenge: z.string(),
  nonce: z.string().optional(),
});
export type Code = z.infer<typeof Code>;

/** A refresh token: `usedAt` is when it was first exchanged for the next. */
const Refresh = SignedIn.extend({ client: z.string(), usedAt: z.number().optional() });
export type Refresh = z.infer<typeof Refresh>;

/** A code is exchanged at once, by the page that the browser was sent to. In milliseconds. */
const codeLasts = 60_000;
/** How long the sign-in page remembers who signed in, as Cognito's does. In milliseconds. */
const sessionLasts = 60 * 60_000;
const refreshLasts = signInLasts.refresh * 1000;
const grace = signInLasts.grace * 1000;

/** What sign-ins have given out, by the hash of each secret: kept with everything else, so that it outlives a restart. */
export function openGrants(store: Store, clock: Clock) {
  store.db.exec(
    `CREATE TABLE IF NOT EXISTS identity_grant (
       kind TEXT, secret TEXT, sign_in TEXT, until REAL, record TEXT, PRIMARY KEY (kind, secret)) STRICT`,
  );
  const keep = async (kind: string, record: SignedIn, until: number): Promise<string> => {
    const secret = randomBytes(32).toString('base64url');
    await store.write(() => {
      store.sql('DELETE FROM identity_grant WHERE until <= ?').run(clock.now());
      store
        .sql('INSERT INTO identity_grant VALUES (?, ?, ?, ?, ?)')
        .run(kind, hashOf(secret), record.signIn, until, JSON.stringify(record));
    });
    return secret;
  };
  const find = (kind: string, secret: string): unknown => {
    const row = store
      .sql('SELECT record FROM identity_grant WHERE kind = ? AND secret = ? AND until > ?')
      .get(kind, hashOf(secret), clock.now());
    return row && JSON.parse(String(row.record));
  };
  const remove = (kind: string, secret: string) =>
    store.sql('DELETE FROM identity_grant WHERE kind = ? AND secret = ?').run(kind, hashOf(secret)).changes;

  return {
    signedIn: (name: string): SignedIn => ({ name, signIn: randomUUID(), at: clock.now() }),
    newSession: (who: SignedIn) => keep('session', who, clock.now() + sessionLasts),
    session: (secret: string) => SignedIn.optional().parse(find('session', secret)),
    endSession: (secret: string) => store.write(() => remove('session', secret)),
    newCode: (code: Code) => keep('code', code, clock.now() + codeLasts),
    /** What a code stands for, once. */
    takeCode: (secret: string): Promise<Code | undefined> =>
      store.write(() => {
        const code = Code.optional().parse(find('code', secret));
        return remove('code', secret) > 0 ? code : undefined;
      }),
    newRefresh: (given: Refresh) => keep('refresh', given, given.at + refreshLasts),
    /** Marks a refresh token as used. Undefined for one that is not known, or was used longer ago than an answer may be lost. */
    useRefresh: (secret: string): Promise<Refresh | undefined> =>
      store.write(() => {
        const given = Refresh.optional().parse(find('refresh', secret));
        if (!given || (given.usedAt !== undefined && clock.now() - given.usedAt > grace)) return undefined;
        const used: Refresh = { ...given, usedAt: given.usedAt ?? clock.now() };
        store
          .sql("UPDATE identity_grant SET record = ? WHERE kind = 'refresh' AND secret = ?")
          .run(JSON.stringify(used), hashOf(secret));
        return given;
      }),
    /** Ends all refresh tokens of the sign-in that this one came of. */
    revoke: (secret: string, client: string): Promise<void> =>
      store.write(() => {
        const given = Refresh.optional().parse(find('refresh', secret));
        if (given?.client !== client) return;
        store.sql("DELETE FROM identity_grant WHERE kind = 'refresh' AND sign_in = ?").run(given.signIn);
      }),
  };
}

export type Grants = ReturnType<typeof openGrants>;

/** Who reads the file of a newsroom learns no secret from it. */
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url');
