import { articles } from '../../shared/articles/article-store.ts';
import { copyHashOf } from '../../shared/articles/copy-hash.ts';
import { create } from '../../shared/articles/drafting.ts';
import { Filing, withAlterations } from '../../shared/articles/filing.ts';
import { bylineFaults } from '../../shared/authors/author-store.ts';
import * as route from '../../shared/lambda/route.ts';

export const handler = route.create(
  articles,
  { summary: 'File a first draft', input: Filing, faults: bylineFaults, finish: withAlterations },
  (id, content, actor) => ({ ...create(id, content, copyHashOf(content), actor), content }),
);
