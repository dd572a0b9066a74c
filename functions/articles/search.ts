import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { Article } from '../../shared/articles/article.ts';
import { findArticle } from '../../shared/articles/article-store.ts';
import { idIn, pathIn } from '../../shared/articles/search.ts';
import { asSeenBy } from '../../shared/articles/withheld.ts';
import { api } from '../../shared/lambda/route.ts';
import { Path } from '../../shared/redirects/redirect.ts';
import { wayFrom } from '../../shared/redirects/redirect-store.ts';
import { line } from '../../shared/text.ts';

export const handler = api(
  newsroomRoles,
  {
    summary:
      'The article of an id, or of an address: of its page, an old one that leads to it, or a part of it',
    input: z.strictObject({ q: line(2000) }),
    output: z.object({ items: z.array(Article) }),
  },
  async ({ q }, { roles }) => {
    const path = Path.safeParse(pathIn(q)).data;
    const id = idIn(q) ?? (path === undefined ? undefined : await idBehind(path));
    const article = id === undefined ? undefined : await findArticle(id);
    return { items: article ? [asSeenBy(roles, article)] : [] };
  },
);

/** The article that an old address leads to, also by others. */
async function idBehind(path: string): Promise<string | undefined> {
  const end = (await wayFrom(path)).at(-1)?.redirect;
  return end === undefined || end.removedAt ? undefined : idIn(end.to);
}
