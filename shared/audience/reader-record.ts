import * as z from 'zod';
import { instant } from '../instant.ts';
import { Consent, Subscription, Wish } from './subscription.ts';

/** Everything that is stored of a reader, as they may ask to see it; secrets of their links are left out. */
export const ReaderRecord = Subscription.pick({
  id: true,
  state: true,
  sections: true,
  requestedAt: true,
}).extend({
  address: z.string().optional(),
  confirmedAt: instant.optional(),
  /** What confirmation mails asked them to confirm, for eight days. */
  wishes: z.array(Wish),
  /** What they agreed to, and when. */
  consents: z.array(Consent),
  /** Confirmation mails of the last 30 days. */
  mailedAt: z.array(instant),
});
export type ReaderRecord = z.infer<typeof ReaderRecord>;
