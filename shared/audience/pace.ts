import { Lane } from './mailing.ts';

/**
 * The parts of SES's rate that lanes have, the most urgent first. A tenth is left for confirmations; what is missing to
 * that, and what no lane at work has, is for the most urgent one at work.
 */
const shares: Record<Lane, number> = { breaking: 0.5, alerts: 0.25 };
const forMailings = 0.9;

/** Who is mailing at the moment: the lanes of all functions at work. */
export type AtWork = readonly Lane[];

/** Recipients a second for one of the functions at work in a lane. It counts itself, whether it is listed or not. */
export function rateOf(lane: Lane, perSecond: number, atWork: AtWork): number {
  const busy = Lane.options.filter((one) => one === lane || atWork.includes(one));
  const taken = busy.reduce((sum, one) => sum + shares[one], 0);
  const share = shares[lane] + (busy[0] === lane ? forMailings - taken : 0);
  return (perSecond * share) / Math.max(1, atWork.filter((one) => one === lane).length);
}

/** SES takes 50 recipients in a call, and no more in a call than in a second. */
export const batchSizeOf = (rate: number) => Math.max(1, Math.min(50, Math.floor(rate)));

/**
 * How many recipients of a day are kept for confirmations and what else the newsroom sends: a twentieth, or a thousand,
 * but never more than a fifth.
 */
const reserveOf = (perDay: number) => Math.min(Math.max(perDay / 20, 1_000), perDay / 5);

/** For how many more recipients of a mailing a day's quota has room. */
export const roomIn = ({ perDay, sentInDay }: { perDay: number; sentInDay: number }) =>
  perDay === Number.POSITIVE_INFINITY
    ? perDay
    : Math.max(0, Math.floor(perDay - reserveOf(perDay) - sentInDay));

/** A part of the rate after SES said that it was too much: half of it, and a tenth of the whole more each second. */
export const afterThrottling = (part: number) => part / 2;
export const recovering = (part: number, milliseconds: number) => Math.min(1, part + milliseconds / 10_000);
