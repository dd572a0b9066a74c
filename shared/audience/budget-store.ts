import * as z from 'zod';
import { countUpTo } from '../aws/count-up-to.ts';
import { read } from '../aws/table.ts';
import { keys } from '../keys.ts';
import type { Budget } from './limits.ts';

const Count = z.object({ count: z.int() });

/** Whether nothing more may be taken from a budget. */
export async function isSpent({ most, what, window }: Budget): Promise<boolean> {
  const item = await read(keys.limit({ what, window }));
  return item !== undefined && Count.parse(item).count >= most;
}

/** The part of a transaction that takes one mail from a budget. It fails when nothing is left. */
export const taking = ({ most, endsAt, what, window }: Budget) =>
  countUpTo({ ...keys.limit({ what, window }), most, ttl: Math.ceil(Date.parse(endsAt) / 1000) });
