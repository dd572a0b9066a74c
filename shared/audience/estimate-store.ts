import { type Quota, readQuota } from '../aws/mail-quota.ts';
import type { Section } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import { added } from './batch.ts';
import { countReaders } from './count-readers.ts';
import { type Estimate, estimate } from './estimate.ts';
import { mailingsOf, readProgress } from './mailing-store.ts';
import { quotaNote } from './senders-store.ts';

/** Estimates the mailing of an alert of an article. Throws `busy` when SES does not say what it takes. */
export async function estimateAlert(
  of: { id: string; section: Section; kind: Estimate['kind'] },
  at: string,
): Promise<Estimate> {
  const [reached, counts, quota] = await Promise.all([reachedBy(of.id), countReaders(at), quotaNow(at)]);
  return estimate({ ...of, reached }, counts, quota);
}

/** How many readers the alerts of an article reached, or may have. */
async function reachedBy(articleId: string): Promise<number> {
  const { ids } = await mailingsOf(articleId);
  const alerts = ids.filter((id) => id.startsWith('alert-'));
  const { sent = 0, unknown = 0 } = added(
    (await Promise.all(alerts.map(readProgress))).flat().map(({ counts }) => counts),
  );
  return sent + unknown;
}

/** SES says it once a second: whoever mails meanwhile may have heard it. */
const quotaNow = (at: string): Promise<Quota> =>
  readQuota(Date.parse(at), quotaNote).catch((cause: unknown) => {
    throw new Problem('busy', 'SES does not say at the moment what it takes', {}, { cause });
  });
