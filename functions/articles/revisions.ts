import { newsroomRoles } from '../../shared/actor.ts';
import { Revisions, revisionsSeenBy } from '../../shared/articles/revisions-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'The revisions readers have seen, and every saved copy',
    input: Id,
    output: Revisions,
    problems: ['not-found'],
  },
  ({ id }, { roles }) => revisionsSeenBy(roles, id),
);
