import type { News } from './fronts.ts';
import type { Card } from './site.ts';

/** What editors keep at the top of a front, as far as readers have it still. */
export const pinnedOn = async (front: string, { pinnedIds, those }: News): Promise<Card[]> =>
  those((await pinnedIds())[front] ?? []);
