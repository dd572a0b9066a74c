import { Id } from '../../shared/articles/id.ts';
import { getRevision, Revision, RevisionName } from '../../shared/articles/revisions-store.ts';
import { api, newsroomRoles } from '../../shared/lambda/api.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'The text of a revision (2), or of a saved copy (v7)',
    input: Id.extend({ revision: RevisionName }),
    output: Revision,
    problems: ['not-found', 'forbidden'],
  },
  ({ id, revision }, caller) => getRevision(id, revision, caller),
);
