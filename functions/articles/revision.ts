import { newsroomRoles } from '../../shared/actor.ts';
import { getRevision, Revision, RevisionName } from '../../shared/articles/revisions-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

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
