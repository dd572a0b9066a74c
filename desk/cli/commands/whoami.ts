import { type Api, Refused } from '../api.ts';
import { claimsOf } from '../claims.ts';
import { command } from '../command.ts';
import { shownAt } from '../instants.ts';
import { Mistake } from '../mistake.ts';

export const whoami = command(
  { summary: 'who is signed in, as what, where and until when' },
  async ({ api, out }) => {
    const { url, token } = api;
    if (token === undefined) throw new Mistake(`Nobody is signed in to ${url}: khobor login`);
    const { name, roles, until } = claimsOf(token);
    await isAccepted(api);
    out.answer(
      { name, roles, url, until },
      () => `${name} (${roles.join(', ')}) on ${url} until ${shownAt(until)}`,
    );
  },
);

/** Asks the newsroom whether it takes the token. Whose role has no lists is known to it all the same. */
export async function isAccepted(api: Api): Promise<void> {
  try {
    await api.get('/api/lists');
  } catch (error) {
    if (!(error instanceof Refused && error.problem.code === 'forbidden')) throw error;
  }
}
