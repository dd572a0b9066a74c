import * as z from 'zod';
import { instant } from '../instant.ts';
import { Consent, Subscription, Wish } from './subscription.ts';
import { Suppression } from './suppression.ts';

const OneRecord = Subscription.pick({
  id: true,
  state: true,
  sections: true,
  requestedAt: true,
}).extend({
  address: z.string().optional(),
  confirmedAt: instant.optional(),
  pausedUntil: instant.optional(),
  /** What confirmation mails asked them to confirm, for eight days. */
  wishes: z.array(Wish),
  /** What they agreed to, and when. */
  consents: z.array(Consent),
  /** Why no mail goes to the mailbox, if none does: it bounced, or its reader complained. */
  suppressed: Suppression.optional(),
  /** Confirmation mails of the last 30 days. */
  mailedAt: z.array(instant),
});

/**
 * Everything that is stored of a reader, as they may ask to see it; secrets of their links are left out. `former` is what
 * an earlier version of Khobor stored beside it.
 */
export const ReaderRecord = OneRecord.extend({ former: OneRecord.optional() });
export type ReaderRecord = z.infer<typeof ReaderRecord>;

type Stored = { subscription: Subscription } & Omit<z.input<typeof OneRecord>, keyof Subscription>;

/** The record of a reader, from what was read of them. */
export const readerRecord = ({
  subscription,
  former,
  ...about
}: Stored & { former?: Stored | undefined }): ReaderRecord =>
  ReaderRecord.parse({
    ...{ ...subscription, ...about },
    ...(former ? { former: { ...former.subscription, ...former } } : {}),
  });
