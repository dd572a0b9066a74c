import * as z from 'zod';
import { articles } from '../../shared/articles/article-store.ts';
import { approve, releaseIfDue } from '../../shared/articles/clearing.ts';
import { linted } from '../../shared/articles/record.ts';
import { instant } from '../../shared/instant.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';

const Input = Id.extend({
  publishAt: instant.nullable().optional(),
  expireAt: instant.nullable().optional(),
  sendAlert: z.boolean().optional(),
  mailCorrection: z.boolean().optional(),
});

export const handler = step(
  articles,
  'approve',
  {
    summary: 'Clear copy for publication, at the times wanted before, at others, or now (publishAt: null)',
    input: Input,
    problems: ['own-copy', 'changed-copy'],
    finish: linted,
  },
  (article, { id: _id, ...clearance }, actor) => releaseIfDue(approve(article, clearance, actor), actor),
);
