import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { getArticle } from '../../shared/articles/article-store.ts';
import { lint } from '../../shared/articles/lint/lint.ts';
import { Warning } from '../../shared/articles/lint/warning.ts';
import { getRevision } from '../../shared/articles/revisions-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

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
