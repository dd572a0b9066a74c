import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { added, Counts } from './batch.ts';
import { Mailing, shards } from './mailing.ts';
import type { Progress } from './progress.ts';

/** A mailing as the newsroom sees it in lists. */
export const MailingSummary = Mailing.omit({ audience: true, version: true, stops: true, table: true }).meta({
  id: 'MailingSummary',
});
export type MailingSummary = z.infer<typeof MailingSummary>;

/** A mailing and what became of its readers: each of them is in one of the counts. */
export const MailingRecord = MailingSummary.extend({
  lists: Mailing.shape.audience.shape.lists,
  /** Readers looked at so far, by what became of them. */
  counts: Counts,
  readers: z.int(),
  /**
   * Readers of whom nobody knows whether they were sent to, a day after the call: SES will not say any more. They are
   * counted as `unknown`.
   */
  unproven: z.int(),
  shards: z.object({ done: z.int(), of: z.int() }),
}).meta({ id: 'Mailing' });
export type MailingRecord = z.infer<typeof MailingRecord>;

/** Milliseconds after which SES says nothing more of a mail. */
const saysWithin = 24 * 60 * 60_000;

export function recordOf(mailing: Mailing, progress: readonly Progress[], at: string): MailingRecord {
  const counts = added(progress.map((one) => one.counts));
  const old = progress.filter((one) => Date.parse(at) - Date.parse(one.at) > saysWithin);
  return MailingRecord.parse({
    ...mailing,
    lists: mailing.audience.lists,
    counts,
    readers: Object.values(counts).reduce((sum, count) => sum + count, 0),
    unproven: old.reduce((sum, one) => sum + (one.counts.unknown ?? 0), 0),
    shards: { done: progress.filter(({ isDone }) => isDone).length, of: shards },
  });
}

/**
 * A mailing as somebody may see it: what editors noted about it is theirs, and of one whose article was killed the
 * publishers' alone.
 */
export function seenBy<M extends MailingSummary>({ roles }: Pick<Actor, 'roles'>, mailing: M): M {
  const readers: readonly string[] = mailing.cancelled === 'killed' ? ['publisher'] : ['editor', 'publisher'];
  if (roles.some((role) => readers.includes(role))) return mailing;
  const { pause, deeds } = mailing;
  const isNoted = pause?.reason === 'by hand';
  return {
    ...mailing,
    ...(pause && isNoted ? { pause: { ...pause, detail: undefined } } : {}),
    deeds: deeds.map(({ note: _, ...deed }) => deed),
  };
}

/** The id of a mailing in a path. */
export const MailingId = z.strictObject({
  id: z.string().regex(/^(alert|correction|retraction)-[\w-]{1,80}$/),
});
