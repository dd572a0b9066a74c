import { lookedUpAt } from '../articles/looked-up-at.ts';
import { replacePage } from '../aws/site-bucket.ts';
import { spellingsOf } from '../bangla/spellings.ts';
import type { EventData } from '../events.ts';
import { keyOf, type Page, page, redirectTo } from '../page.ts';
import type { Redirect } from '../redirects/redirect.ts';
import { leadingTo, oneSpelling, wayFrom } from '../redirects/redirect-store.ts';
import { settleAll } from '../settle-all.ts';
import { notFoundPage } from './pages/not-found.tsx';
import { readSite } from './read-site.ts';

/**
 * Puts a redirect where the edge looks for its old path, in every Unicode spelling that links may use, and again at those that lead to it. It
 * never replaces a page. Every try reads the redirects again, so that no object is older than the one it replaces. `to`
 * is where the path leads if no redirect was ever set there.
 */
export async function putRedirect(from: string, to?: string): Promise<void> {
  const path = oneSpelling(from);
  const spelled = [path, ...(await leadingTo(path))].flatMap((one) =>
    spellingsOf(one).map((spelling) =>
      replacePage(keyOf(lookedUpAt(spelling)), async (there) =>
        there && !there.isRedirect ? undefined : pageOf(await stepsFrom(one), one === path ? to : undefined),
      ),
    ),
  );
  await settleAll(spelled);
}

const stepsFrom = async (path: string) => (await wayFrom(path)).map(({ redirect }) => redirect);

/** The redirect to the end of a way; the page for an unknown address where it was removed, or leads in a circle. */
function pageOf(way: readonly Redirect[], to: string | undefined): Page | undefined {
  const redirect = way.map(({ version }) => version).join('.');
  const leading = way.filter(({ removedAt }) => !removedAt);
  const end = leading.at(-1)?.to ?? to;
  const isCircle = leading.some(({ from }) => from === end);
  if (end !== undefined && !isCircle) return redirectTo(end, redirect || '0');
  if (way.length === 0) return undefined;
  return { ...page(notFoundPage(readSite()), 'front', { status: 404 }), redirect };
}

/**
 * An article keeps its path when its section changes. Returns the path it would have in the new section, and its own;
 * undefined when these are the same.
 */
export function movedFrom({
  section,
  articleId,
  path,
}: Pick<EventData<'article.published'>, 'section' | 'articleId' | 'path'>):
  | [from: string, to: string]
  | undefined {
  const suggested = `/${section}/${articleId}`;
  return suggested === path ? undefined : [suggested, path];
}
