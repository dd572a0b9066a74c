import * as z from 'zod';
import { instant } from '../instant.ts';
import { masked } from './address.ts';
import { Interest, isKnown } from './interest.ts';
import { isPaused, type Subscription } from './subscription.ts';

/** What a reader gets, as whoever has a link of their mails may see it: the address is masked. */
export const Preferences = z.object({
  state: z.enum(['requested', 'confirmed', 'paused', 'ended']),
  address: z.string().optional(),
  sections: z.array(Interest),
  pausedUntil: instant.optional(),
});
export type Preferences = z.infer<typeof Preferences>;

export function preferencesOf(subscription: Subscription, at: string): Preferences {
  const { state, address, pausedUntil } = subscription;
  const sections = subscription.sections.filter(isKnown);
  const shown = address === undefined ? { sections } : { sections, address: masked(address) };
  return isPaused(subscription, at) ? { state: 'paused', ...shown, pausedUntil } : { state, ...shown };
}
