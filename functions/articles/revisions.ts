import { Id } from '../../shared/articles/id.ts';
import { listRevisions, Revisions } from '../../shared/articles/revisions-store.ts';
import { api, newsroomRoles } from '../../shared/lambda/api.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'The revisions readers have seen, and every saved copy',
    input: Id,
    output: Revisions,
    problems: ['not-found'],
  },
  ({ id }) => listRevisions(id),
);
