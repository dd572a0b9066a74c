import { Problem } from '../problem.ts';
import { getContent } from './copy-store.ts';
import { ownEndOf } from './live.ts';
import { findPublished } from './live-store.ts';
import type { LastSeen } from './withdrawing.ts';
import { lengthOfBody } from './words.ts';

/** What readers had last of an article. Throws `wrong-state` when they never had it. */
export async function getLastSeen(id: string): Promise<LastSeen> {
  const published = await findPublished(id);
  if (!published) throw new Problem('wrong-state', `Readers never had ${id}`);
  const { copyVersion, copyHash } = published;
  const { section, headline, alert, body } = await getContent(id, copyVersion);
  const ownEnd = ownEndOf(published);
  return { section, headline, alert, copyVersion, copyHash, ...lengthOfBody(body), ownEnd };
}
