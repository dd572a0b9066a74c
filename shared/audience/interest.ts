import * as z from 'zod';
import { newsroom, Section, sections } from '../newsroom.ts';

/** What a reader can subscribe to: a section's alerts, or breaking news. */
export const Interest = z.union([Section, z.literal('breaking')], {
  error: 'must be a section of this site, or breaking',
});
export type Interest = z.infer<typeof Interest>;

/** Everything that a reader can subscribe to, in the order that forms have it. */
export const interests: readonly Interest[] = ['breaking', ...sections];

/**
 * An interest as it is stored of a reader. It may be a section that this version of the paper does not have, because it was
 * given up, or the version before runs again: that costs a reader no mail of another, and whoever leaves leaves it as well.
 */
export const StoredInterest = z.string() as z.ZodType<Interest>;

export const isKnown = (interest: Interest): boolean => interests.includes(interest);

/** An interest as readers know it; by its own name one that the paper does not have. */
export const nameOf = (interest: Interest): string =>
  interest === 'breaking' ? 'ব্রেকিং নিউজ' : (newsroom.sections[interest] ?? interest);
