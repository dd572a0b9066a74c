import { replacePage } from '../aws/site-bucket.ts';
import { spellingsOf } from '../bangla/spellings.ts';
import type { EventData } from '../events.ts';
import { keyOf, redirectTo } from '../page.ts';
import type { Redirect } from '../redirects/redirect.ts';

type RedirectVersion = Pick<Redirect, 'from' | 'to'> & { version?: number };

/** Puts a redirect at its old path, in every Unicode spelling that links may use. It never replaces a page. */
export async function putRedirect(lead: RedirectVersion | undefined): Promise<void> {
  if (!lead) return;
  const { from, to, version = 0 } = lead;
  for (const spelling of spellingsOf(from))
    await replacePage(keyOf(spelling), async (there) =>
      there && (!there.isRedirect || there.revision > version) ? undefined : redirectTo(to, version),
    );
}

/**
 * An article keeps its path when its section changes. Returns the redirect from the path it would have in the new
 * section; undefined when that is its path.
 */
export function movedFrom({
  section,
  articleId,
  path,
}: Pick<EventData<'article.published'>, 'section' | 'articleId' | 'path'>): RedirectVersion | undefined {
  const suggested = `/${section}/${articleId}`;
  return suggested === path ? undefined : { from: suggested, to: path };
}
