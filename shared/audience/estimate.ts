import * as z from 'zod';
import { instant } from '../instant.ts';
import type { Section } from '../newsroom.ts';
import { listsOf } from './alert.ts';
import { Interest } from './interest.ts';
import { laneOf } from './mailing.ts';
import { rateOf, roomIn } from './pace.ts';
import { type ReaderCounts, readersOf } from './reader-counts.ts';

/** What a mailing of an alert would be, before anybody asks for it. */
export const Estimate = z
  .object({
    kind: z.enum(['section', 'breaking']),
    /** Readers of each list; who is on both is in both. */
    lists: z.array(z.object({ topic: Interest, readers: z.int() })),
    /** Readers of any list, each once. */
    readers: z.int(),
    /** Of them, those whom earlier alerts of the article reached, or may have: they get no other. */
    reached: z.int(),
    /** Who is left to be mailed. */
    mails: z.int(),
    /** When readers were counted. */
    countedAt: instant,
    /** Mails a second, while nothing else is mailed; none: as many as there are. */
    perSecond: z.number().optional(),
    /** How long the mails of today take, in seconds. */
    seconds: z.int(),
    /** How many more alerts the quota of the last 24 hours leaves, before this one; none: any number. */
    quotaLeft: z.int().optional(),
    /** The mails that have to wait until that quota is free again, which takes a day at most for each such quota. */
    waiting: z.int(),
    /** What SES asks for it, in dollars: from its price à la carte to that of its plan Essentials. */
    dollars: z.object({ least: z.number(), most: z.number() }),
  })
  .meta({ id: 'AlertEstimate' });
export type Estimate = z.infer<typeof Estimate>;

/** SES's prices of a thousand mails, in dollars: à la carte, and in the plan that new accounts are on. */
const prices = { least: 0.1, most: 0.16 };

/** What SES takes of the account. */
type Quota = Parameters<typeof roomIn>[0] & { perSecond: number };

/** Estimates the mailing of an alert of a section, by counts of readers and by what SES takes. */
export function estimate(
  { kind, section, reached }: { kind: Estimate['kind']; section: Section; reached: number },
  counts: ReaderCounts,
  quota: Quota,
): Estimate {
  const lists = listsOf(kind, section);
  const readers = readersOf(counts, lists);
  const mails = Math.max(0, readers - reached);
  const rate = rateOf(laneOf({ kind }), quota.perSecond, []);
  const room = roomIn(quota);
  const today = Math.min(mails, room);
  const dollars = (price: number) => Math.round(mails * price) / 1_000;
  return {
    kind,
    lists: lists.map((topic) => ({ topic, readers: readersOf(counts, [topic]) })),
    ...{ readers, reached: Math.min(reached, readers), mails, countedAt: counts.at },
    ...(Number.isFinite(rate) ? { perSecond: rate } : {}),
    seconds: Number.isFinite(rate) ? Math.ceil(today / rate) : 0,
    ...(Number.isFinite(room) ? { quotaLeft: room } : {}),
    waiting: mails - today,
    dollars: { least: dollars(prices.least), most: dollars(prices.most) },
  };
}
