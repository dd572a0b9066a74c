import { articles } from '../../shared/articles/article-store.ts';
import { copyHashOf } from '../../shared/articles/copy-hash.ts';
import { edit } from '../../shared/articles/drafting.ts';
import { Filing, withAlterations } from '../../shared/articles/filing.ts';
import { assetsIn, withTold } from '../../shared/articles/pictures.ts';
import { bylineFaults } from '../../shared/authors/author-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { findAssets } from '../../shared/media/asset-store.ts';

export const handler = step(
  articles,
  'edit',
  {
    summary: 'Save a new copy; it is a draft again',
    input: Filing.extend(Id.shape),
    faults: bylineFaults,
    finish: withAlterations,
  },
  async (article, { id: _id, ...filed }, actor) => {
    const content = withTold(filed, await findAssets(assetsIn(filed)));
    return { ...edit(article, content, copyHashOf(content), actor), content };
  },
);
