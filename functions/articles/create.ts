import { create } from '../../shared/articles/article.ts';
import { saveArticle } from '../../shared/articles/article-store.ts';
import { copyHashOf } from '../../shared/articles/copy-hash.ts';
import { Filing } from '../../shared/articles/filing.ts';
import { ArticleRecord } from '../../shared/articles/record.ts';
import { once } from '../../shared/articles/requests-store.ts';
import { newId } from '../../shared/ids.ts';
import { api, newsroomRoles } from '../../shared/lambda/api.ts';
import { repeatable } from '../../shared/lambda/repeatable.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'File a first draft',
    input: Filing,
    output: ArticleRecord,
    status: 201,
    headers: ({ id }) => ({ location: `/api/articles/${id}` }),
    problems: ['in-progress', 'key-reused', 'busy'],
    heeds: ['Idempotency-Key'],
  },
  (content, caller) =>
    once(repeatable(caller, 'create', content), (mark) =>
      saveArticle(create(newId('art'), content, copyHashOf(content), caller), {
        ...caller,
        content,
        once: mark,
      }),
    ),
);
