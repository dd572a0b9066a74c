import { articles } from '../../shared/articles/article-store.ts';
import { approve, releaseIfDue } from '../../shared/articles/clearing.ts';
import { linted } from '../../shared/articles/record.ts';
import { instant } from '../../shared/instant.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

const Input = Id.extend({ publishAt: instant.optional(), expireAt: instant.nullable().optional() });

export const handler = step(
  articles,
  'approve',
  {
    summary: 'Clear copy for publication, now or at an instant',
    input: Input,
    problems: ['own-copy', 'changed-copy'],
    finish: linted,
  },
  (article, schedule, actor) => releaseIfDue(approve(article, schedule, actor), actor),
);
