import { newsroomRoles } from '../../shared/actor.ts';
import { WorkingCopy } from '../../shared/articles/working.ts';
import { keepWorking } from '../../shared/articles/working-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Keep what one has not saved yet of an article, for oneself: it changes nothing of the article',
    input: Id.extend({ from: WorkingCopy.shape.from, fields: WorkingCopy.shape.fields }),
    output: WorkingCopy,
    problems: ['not-found', 'wrong-state', 'busy'],
  },
  ({ id, from, fields }, caller) => keepWorking(id, { from, fields }, caller),
);
