import { articles } from '../../shared/articles/article-store.ts';
import { getLastSeen } from '../../shared/articles/last-seen-store.ts';
import { Reason } from '../../shared/articles/note.ts';
import { reinstate } from '../../shared/articles/withdrawing.ts';
import { instant } from '../../shared/instant.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

const Input = Id.extend({ reason: Reason, expireAt: instant.nullable().optional() });

export const handler = step(
  articles,
  'reinstate',
  {
    summary: 'Give readers back what was unpublished, or retracted by mistake, as they had it last',
    input: Input,
  },
  async (article, { reason, expireAt }, actor) =>
    reinstate(article, await getLastSeen(article.id), { reason, expireAt }, actor),
);
