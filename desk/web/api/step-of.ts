import { withdrawals } from '../../../shared/articles/workflow.ts';
import type { Write } from './write-queue.ts';

/** The request of a step: a withdrawal is of any version. */
export const stepOf = (id: string, name: string, body: object): Write => ({
  ...{ method: 'POST', path: `/api/articles/${id}/${name}`, body },
  ...((withdrawals as readonly string[]).includes(name) ? { ifMatch: '*' as const } : {}),
});
