import type { Api } from './client.ts';
import { Refused } from './problem.ts';

/** Throws if the newsroom does not accept the token. A role that may see no lists is accepted all the same. */
export async function checkToken(api: Api): Promise<void> {
  try {
    await api.get('/api/lists');
  } catch (error) {
    if (!(error instanceof Refused && error.problem.code === 'forbidden')) throw error;
  }
}
