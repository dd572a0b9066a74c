import { approve, releaseIfDue } from '../../shared/articles/article.ts';
import { Id } from '../../shared/articles/id.ts';
import { linted } from '../../shared/articles/record.ts';
import { instant } from '../../shared/instant.ts';
import { articleStep } from '../../shared/lambda/article-step.ts';

const Input = Id.extend({ publishAt: instant.optional(), expireAt: instant.nullable().optional() });

export const handler = articleStep(
  'approve',
  {
    summary: 'Clear copy for publication, now or at an instant',
    input: Input,
    problems: ['own-copy'],
    finish: linted,
  },
  (article, schedule, actor) => releaseIfDue(approve(article, schedule, actor), actor),
);
