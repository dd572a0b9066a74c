import { articles } from '../../shared/articles/article-store.ts';
import { copyHashOf } from '../../shared/articles/copy-hash.ts';
import { create } from '../../shared/articles/drafting.ts';
import { Filing, withAlterations } from '../../shared/articles/filing.ts';
import { assetsIn, withTold } from '../../shared/articles/pictures.ts';
import { bylineFaults } from '../../shared/authors/author-store.ts';
import * as route from '../../shared/lambda/route.ts';
import { findAssets } from '../../shared/media/asset-store.ts';

export const handler = route.create(
  articles,
  { summary: 'File a first draft', input: Filing, faults: bylineFaults, finish: withAlterations },
  async (id, filed, actor) => {
    const content = withTold(filed, await findAssets(assetsIn(filed)));
    return { ...create(id, content, copyHashOf(content), actor), content };
  },
);
