import * as z from 'zod';
import { countUpTo } from '../aws/count-up-to.ts';
import { type Item, keys } from '../keys.ts';
import type { Budget } from './limits.ts';

export const budgetKey = ({ what, window }: Budget) => keys.limit({ what, window });

const Count = z.object({ count: z.int() });

/** Whether nothing more may be taken from a budget, by its item. */
export const isSpent = ({ most }: Budget, item: Item | undefined) =>
  item !== undefined && Count.parse(item).count >= most;

/** The part of a transaction that takes one mail from a budget. It fails when nothing is left. */
export const taking = (budget: Budget) =>
  countUpTo({ ...budgetKey(budget), most: budget.most, ttl: Math.ceil(Date.parse(budget.endsAt) / 1000) });
