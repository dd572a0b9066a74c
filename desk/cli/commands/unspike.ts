import { step } from './step.ts';

export const unspike = step('unspike', { summary: 'take a spike back: a draft, or at its desk, as it was' });
