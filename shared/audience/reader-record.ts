import * as z from 'zod';
import { instant } from '../instant.ts';
import { Consent, Subscription, Wish } from './subscription.ts';
import { Suppression } from './suppression.ts';
import { wordsOf } from './wording.ts';

/** The words of the form that they had before them, where it is known: `wording` is their version. */
const words = { words: z.string().optional() };

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
  wishes: z.array(Wish.extend(words)),
  /** What they agreed to, and when; a list that was brought says where, as `page`. */
  consents: z.array(Consent.extend(words)),
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
    ...oneRecord({ subscription, ...about }),
    ...(former ? { former: oneRecord(former) } : {}),
  });

const oneRecord = ({ subscription, ...about }: Stored) => ({
  ...subscription,
  ...about,
  wishes: about.wishes.map(worded),
  consents: about.consents.map(worded),
});

const worded = <A extends { wording?: string | undefined }>(agreed: A) => ({
  ...agreed,
  words: wordsOf(agreed.wording),
});
