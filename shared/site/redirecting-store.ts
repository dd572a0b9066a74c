import { replacePage } from '../aws/bucket.ts';
import { spellingsOf } from '../bangla/spellings.ts';
import type { EventData } from '../events.ts';
import { keyOf, redirectTo } from './page.ts';

type Leading = { from: string; to: string; version?: number };

/**
 * Puts a redirect where its old path lies, in each spelling of its letters: links carry any. It never takes the place of a
 * page.
 */
export async function putRedirect(leading: Leading | undefined): Promise<void> {
  if (!leading) return;
  const { from, to, version = 0 } = leading;
  for (const spelling of spellingsOf(from))
    await replacePage(keyOf(spelling), async (seen) =>
      seen && (!seen.isRedirect || seen.revision > version) ? undefined : redirectTo(to, version),
    );
}

/** An article keeps its address when it changes its section; the address that the new one suggests leads to it. */
export function movedFrom({
  section,
  articleId,
  path,
}: Pick<EventData<'article.published'>, 'section' | 'articleId' | 'path'>): Leading | undefined {
  const suggested = `/${section}/${articleId}`;
  return suggested === path ? undefined : { from: suggested, to: path };
}
