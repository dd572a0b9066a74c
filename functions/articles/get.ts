import { getRecord } from '../../shared/articles/article-store.ts';
import { Id } from '../../shared/articles/id.ts';
import { api } from '../../shared/lambda/api.ts';

export const handler = api(['reporter', 'editor', 'publisher'], Id, ({ id }) => getRecord(id));
