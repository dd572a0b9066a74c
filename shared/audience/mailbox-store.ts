import * as z from 'zod';
import { read } from '../aws/table.ts';
import { instant } from '../instant.ts';
import { type Item, keys } from '../keys.ts';

/** A mailbox by its keyed hash: its one subscription, and when confirmation mails went to it in the last 30 days. */
const Mailbox = z.object({ subscriptionId: z.string(), mailedAt: z.array(instant) });
export type Mailbox = z.infer<typeof Mailbox>;

/** A mailbox and the version it was read at; 0 when nothing is known of it. */
export type Found = { version: number; mailbox: Mailbox | undefined };

export const mailboxKey = (hash: string) => keys.mailbox({ hash });

export const findMailbox = async (hash: string): Promise<Found> => mailboxIn(await read(mailboxKey(hash)));

/** The mailbox of its item, if there is one. */
export const mailboxIn = (item: Item | undefined): Found => ({
  version: item?.version ?? 0,
  mailbox: item && Mailbox.parse(item.record),
});

/** What a transaction saves of a mailbox, if it is still as it was read. It ends at `ttl` (epoch seconds). */
export function mailboxAfter(
  hash: string,
  { version }: Found,
  mailbox: Mailbox,
  ttl: number | undefined,
): { item: Item; expectedVersion: number } {
  const item = { ...mailboxKey(hash), version: version + 1, record: mailbox };
  return { item: ttl === undefined ? item : { ...item, ttl }, expectedVersion: version };
}
