import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { Article } from '../../shared/articles/article.ts';
import { findArticle } from '../../shared/articles/article-store.ts';
import { idIn, pathIn } from '../../shared/articles/search.ts';
import { api } from '../../shared/lambda/route.ts';
import { Path } from '../../shared/redirects/redirect.ts';
import { findRedirect } from '../../shared/redirects/redirect-store.ts';
import { line } from '../../shared/text.ts';

export const handler = api(
  newsroomRoles,
  {
    summary:
      'The article of an id, or of an address: of its page, an old one that leads to it, or a part of it',
    input: z.strictObject({ q: line(2000) }),
    output: z.object({ items: z.array(Article) }),
  },
  async ({ q }) => {
    const path = Path.safeParse(pathIn(q)).data;
    const id = idIn(q) ?? idIn((path && (await findRedirect(path))?.to) ?? '');
    const article = id === undefined ? undefined : await findArticle(id);
    return { items: article ? [article] : [] };
  },
);
