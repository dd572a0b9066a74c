import { getRecord } from '../../shared/articles/article-store.ts';
import { Id } from '../../shared/articles/id.ts';
import { ArticleRecord } from '../../shared/articles/record.ts';
import { api, newsroomRoles } from '../../shared/lambda/api.ts';

export const handler = api(
  newsroomRoles,
  { summary: 'An article with its copy', input: Id, output: ArticleRecord, problems: ['not-found'] },
  ({ id }, caller) => getRecord(id, caller),
);
