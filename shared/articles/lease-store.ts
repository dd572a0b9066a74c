import { claim, replace } from '../aws/claim.ts';
import { read, recordIn } from '../aws/table.ts';
import { type Item, keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { isHeld } from './lease.ts';
import { Lease } from './record.ts';

/** A lease that cannot be read holds nobody up. */
const leaseIn = (item: Item | undefined) => recordIn(item, Lease);

/** Who is editing an article at an instant, if anyone is. */
export async function findLease(id: string, at: string): Promise<Lease | undefined> {
  const item = await read(keys.article.lease({ id }));
  const lease = leaseIn(item);
  return isHeld(lease, at) ? lease : undefined;
}

const tries = 4;

/**
 * Changes the lease on an article. When two people take it at once, the second decides again from what the first saved.
 */
export async function changeLease(
  id: string,
  next: (before: Lease | undefined) => Lease,
  attempt = 1,
): Promise<Lease> {
  const item = await read(keys.article.lease({ id }));
  const version = item?.version ?? 0;
  const lease = next(leaseIn(item));
  const saved: Item = {
    ...keys.article.lease({ id }),
    version: version + 1,
    ttl: Math.ceil(Date.parse(lease.until) / 1000) + 60,
    record: lease,
  };
  if (item ? await replace(saved, version) : await claim(saved)) return lease;
  if (attempt === tries) throw new Problem('busy', 'Others are taking this article over at the same moment');
  return changeLease(id, next, attempt + 1);
}
