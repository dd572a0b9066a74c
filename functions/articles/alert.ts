import * as z from 'zod';
import { alertAgain } from '../../shared/articles/alerting.ts';
import { articles } from '../../shared/articles/article-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

export const handler = step(
  articles,
  'alert',
  {
    summary:
      'Alert whom earlier alerts of what readers have did not reach: of its section, or of breaking news too',
    input: Id.extend({ kind: z.enum(['section', 'breaking']) }),
    problems: ['too-many'],
  },
  (article, { kind }, actor) => alertAgain(article, kind, actor),
);
