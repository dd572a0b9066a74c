import * as z from 'zod';
import { isLive } from '../../shared/articles/article.ts';
import { getArticle } from '../../shared/articles/article-store.ts';
import { getRevision } from '../../shared/articles/revisions-store.ts';
import { addressOf } from '../../shared/articles/slug.ts';
import { testLetter } from '../../shared/audience/alert-letter.ts';
import { sendTestAlert } from '../../shared/audience/send-test-alert.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';
import { Problem } from '../../shared/problem.ts';

export const handler = api(
  ['editor', 'publisher'],
  {
    summary:
      'Mail oneself the letter of an alert, as its copy is now. Send the ID token: it alone says one’s address',
    input: Id.extend({ kind: z.enum(['section', 'breaking']).optional() }),
    output: z.object({ sentTo: z.string() }),
    token: 'id',
    problems: ['not-found', 'forbidden', 'wrong-state', 'no-mailbox', 'too-many', 'busy'],
  },
  async ({ id, kind }, caller) => {
    const article = await getArticle(id);
    if (article.state === 'killed') throw new Problem('wrong-state', 'Nobody is mailed what was killed');
    const copy = await getRevision(id, `v${article.copyVersion}`, caller);
    const path =
      isLive(article) && article.path
        ? addressOf({ path: article.path, slug: copy.slug })
        : `/desk/articles/${id}`;
    const about = { ...copy, path, section: article.section, updatedAt: caller.at };
    const letter = (origin: string) => testLetter(kind ?? article.alert, about, origin);
    return { sentTo: await sendTestAlert({ letter, to: caller.address, by: caller.by }, caller.at) };
  },
);
