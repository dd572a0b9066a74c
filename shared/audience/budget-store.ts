import * as z from 'zod';
import { countUpTo } from '../aws/count-up-to.ts';
import { readDailyQuota } from '../aws/mail-quota.ts';
import { readMany } from '../aws/table.ts';
import { type Item, type Key, keys } from '../keys.ts';
import { domainOf, mailboxOf } from './address.ts';
import type { Keyed } from './keyed.ts';
import { type Budget, budgetsOf, counting, mayMail, networkOf } from './limits.ts';
import { mailboxIn, mailboxKey } from './mailbox-store.ts';
import { isSuppressed } from './suppression.ts';

const budgetKey = ({ what, window }: Budget) => keys.limit({ what, window });

const Count = z.object({ count: z.int() });

/** How much was taken from a budget, by its item. */
const countIn = (item: Item | undefined) => (item ? Count.parse(item).count : 0);

/** A mailbox and the budgets that a mail to it is taken from, asked for by a client with this address of the internet. */
export async function budgetsFor(keyed: Keyed, { address, ip }: { address: string; ip: string }, at: string) {
  const client = keyed('client', `${at.slice(0, 10)} ${networkOf(ip)}`);
  const budgets = budgetsOf({ domain: domainOf(address), client, quota: await readDailyQuota(at) }, at);
  return { hash: keyed('mailbox', mailboxOf(address)), budgets };
}

/**
 * What is known of a mailbox, and whether it may get a mail now: by its own limits, by those of the budgets, and because it
 * does not bounce and its reader has not complained.
 */
export async function readRoom({ hash, budgets }: { hash: string; budgets: readonly Budget[] }, at: string) {
  const suppressedKey = keys.suppressed.head({ hash });
  const items = await readMany([mailboxKey(hash), suppressedKey, ...budgets.map(budgetKey)]);
  const itemAt = ({ pk }: Key) => items.find((item) => item.pk === pk);
  const found = mailboxIn(itemAt(mailboxKey(hash)));
  const mailedAt = counting(found.mailbox?.mailedAt ?? [], at);
  const counts = budgets.map((budget) => countIn(itemAt(budgetKey(budget))));
  const areSpent = budgets.some(({ most }, i) => (counts[i] ?? 0) >= most);
  const isStopped = isSuppressed(itemAt(suppressedKey), at);
  return { found, mailedAt, isStopped, mayMail: mayMail(mailedAt, at) && !isStopped, counts, areSpent };
}

/** The part of a transaction that takes one mail from a budget. It fails when nothing is left. */
export const taking = (budget: Budget) =>
  countUpTo({ ...budgetKey(budget), most: budget.most, ttl: Math.ceil(Date.parse(budget.endsAt) / 1000) });
