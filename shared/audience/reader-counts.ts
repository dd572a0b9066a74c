import * as z from 'zod';
import { instant } from '../instant.ts';
import { Interest } from './interest.ts';

/** How many readers want mail of each topic, as of an instant. */
export const ReaderCounts = z
  .object({
    topics: z.array(
      z.object({
        topic: Interest,
        readers: z.int(),
        /** How many of them get breaking news as well. */
        alsoBreaking: z.int(),
      }),
    ),
    /** When they were counted: some minutes ago at most. */
    at: instant,
  })
  .meta({ id: 'ReaderCounts' });
export type ReaderCounts = z.infer<typeof ReaderCounts>;

/** How many readers are on any of these lists, each counted once: of a section, of breaking news, or of both. */
export function readersOf({ topics }: ReaderCounts, lists: readonly Interest[]): number {
  const of = topics.filter(({ topic }) => lists.includes(topic));
  const all = of.reduce((sum, { readers }) => sum + readers, 0);
  const twice = lists.includes('breaking') ? of.filter(({ topic }) => topic !== 'breaking') : [];
  return all - twice.reduce((sum, { alsoBreaking }) => sum + alsoBreaking, 0);
}
