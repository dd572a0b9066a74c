import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { claim } from '../aws/claim.ts';
import { read } from '../aws/table.ts';
import { newToken } from '../ids.ts';
import { instant } from '../instant.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { getCounts } from './counts-store.ts';
import { getLineItem } from './line-item-store.ts';
import { type Report, reportOf } from './report.ts';

export async function getReport(id: string, at: string): Promise<Report> {
  const [lineItem, counts] = await Promise.all([getLineItem(id), getCounts(id)]);
  return reportOf(lineItem, counts, at);
}

/** How long a link lasts: an advertiser follows a month's ad until the month is over. */
const lasts = 30 * 24 * 60 * 60_000;

/** A link that shows a report to anybody who has it. Only the token's hash is stored. */
const Shared = z.object({ by: z.string(), expiresAt: instant });

const keyOf = (id: string, token: string) =>
  keys.lineItem.reportLink({ id, hash: createHash('sha256').update(token).digest('hex') });

/** Makes a token with which anybody can see a line item's current report, for thirty days. */
export async function shareReport(
  id: string,
  { by, at }: Pick<Actor, 'by' | 'at'>,
): Promise<{ token: string; expiresAt: string }> {
  await getLineItem(id);
  const token = newToken();
  const expiresAt = new Date(Date.parse(at) + lasts).toISOString();
  const record = { by, expiresAt } satisfies z.infer<typeof Shared>;
  await claim({ ...keyOf(id, token), ttl: Math.ceil(Date.parse(expiresAt) / 1000), record });
  return { token, expiresAt };
}

/** The report behind a link. Throws `invalid-token` when the link is unknown or has expired. */
export async function getSharedReport(id: string, token: string, at: string): Promise<Report> {
  const item = await read(keyOf(id, token));
  if (!item || Shared.parse(item.record).expiresAt <= at)
    throw new Problem('invalid-token', 'This link to a report has expired; ask the newsroom for a new one');
  return getReport(id, at);
}
