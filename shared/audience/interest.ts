import * as z from 'zod';
import { newsroom, Section, sections } from '../newsroom.ts';

/** What a reader can subscribe to: a section's alerts, or breaking news. */
export const Interest = z.union([Section, z.literal('breaking')], {
  error: 'must be a section of this site, or breaking',
});
export type Interest = z.infer<typeof Interest>;

/** Everything that a reader can subscribe to, in the order that forms have it. */
export const interests: readonly Interest[] = ['breaking', ...sections];

/** An interest as readers know it. */
export const nameOf = (interest: Interest) =>
  interest === 'breaking' ? 'ব্রেকিং নিউজ' : newsroom.sections[interest];
