import * as z from 'zod';
import { getArticle } from '../../shared/articles/article-store.ts';
import { Id } from '../../shared/articles/id.ts';
import { lint } from '../../shared/articles/lint/lint.ts';
import { Warning } from '../../shared/articles/lint/warning.ts';
import { getRevision } from '../../shared/articles/revisions-store.ts';
import { api, newsroomRoles } from '../../shared/lambda/api.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'What an editor should look at in the copy before approving it; nothing is changed',
    input: Id,
    output: z.object({ copyVersion: z.int(), lint: z.array(Warning) }),
    problems: ['not-found', 'forbidden'],
  },
  async ({ id }, caller) => {
    const { copyVersion, savedAt } = await getArticle(id);
    return { copyVersion, lint: lint(await getRevision(id, `v${copyVersion}`, caller), savedAt) };
  },
);
