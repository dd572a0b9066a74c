import { newsroomRoles } from '../../shared/actor.ts';
import { getRecord } from '../../shared/articles/article-store.ts';
import { ArticleRecord } from '../../shared/articles/record.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  { summary: 'An article with its copy', input: Id, output: ArticleRecord, problems: ['not-found'] },
  ({ id }, caller) => getRecord(id, caller),
);
