import type { Outcome } from './outcome.ts';
import type { Operation } from './random-operations.ts';

/** What differs: the outcome (success or error code), the answer, the capacity, or only the words of an error. */
export type Part = 'outcome' | 'answer' | 'capacity' | 'words';

export const parts: Part[] = ['outcome', 'answer', 'capacity', 'words'];

export type Difference = { at: number; part: Part; operation: Operation; ours: Outcome; theirs: Outcome };

export function partThatDiffers(ours: Outcome, theirs: Outcome): Part | undefined {
  if (ours.code !== theirs.code) return 'outcome';
  if (ours.code !== 'ok') return ours.message === theirs.message ? undefined : 'words';
  const { ConsumedCapacity: ownPrice, ...own } = ours.answer;
  const { ConsumedCapacity: price, ...other } = theirs.answer;
  if (JSON.stringify(own) !== JSON.stringify(other)) return 'answer';
  return JSON.stringify(ownPrice) === JSON.stringify(price) ? undefined : 'capacity';
}
