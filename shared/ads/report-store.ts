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

/** An advertiser looks at a month's ad until its month is over. */
const lasts = 30 * 24 * 60 * 60_000;

/** A link that shows a report to whoever holds it. Only the token's hash is kept. */
const Shared = z.object({ by: z.string(), expiresAt: instant });

const keyOf = (id: string, token: string) =>
  keys.lineItem.reportLink({ id, hash: createHash('sha256').update(token).digest('hex') });

/** Makes a token by which anybody can see a line item's report as it stands, for thirty days. */
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

/** The report, for who holds a link to it. */
export async function getSharedReport(id: string, token: string, at: string): Promise<Report> {
  const item = await read(keyOf(id, token));
  if (!item || Shared.parse(item.record).expiresAt <= at)
    throw new Problem('invalid-token', 'This link to a report is over; ask the newsroom for a new one');
  return getReport(id, at);
}
