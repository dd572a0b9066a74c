import { articles } from '../../shared/articles/article-store.ts';
import { backdate } from '../../shared/articles/clearing.ts';
import { instant } from '../../shared/instant.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'backdate',
  {
    summary: 'Say when an article of an archive was first published; null makes it news again',
    input: Id.extend({ publishedAt: instant.nullable() }),
  },
  (article, { publishedAt }, actor) => backdate(article, publishedAt ?? undefined, actor),
);
