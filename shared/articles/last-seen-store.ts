import { Problem } from '../problem.ts';
import { getContent } from './copy-store.ts';
import { findPublished } from './live-store.ts';
import type { LastSeen } from './withdrawing.ts';

/** What readers had last of an article. Throws `wrong-state` when they never had it. */
export async function getLastSeen(id: string): Promise<LastSeen> {
  const published = await findPublished(id);
  if (!published) throw new Problem('wrong-state', `Readers never had ${id}`);
  const { copyVersion, copyHash } = published;
  const { section, headline, alert } = await getContent(id, copyVersion);
  return { section, headline, alert, copyVersion, copyHash };
}
