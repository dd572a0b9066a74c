import { newsroomRoles } from '../../shared/actor.ts';
import { WorkingCopy } from '../../shared/articles/working.ts';
import { getWorking } from '../../shared/articles/working-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'What the caller has not saved yet of an article: nobody else sees it',
    input: Id,
    output: WorkingCopy,
    problems: ['not-found'],
  },
  ({ id }, caller) => getWorking(id, caller),
);
