import { checkToken } from '../api/check-token.ts';
import { command } from '../command.ts';
import { claimsOf } from '../sign-in/claims.ts';
import { localTime } from '../terminal/instants.ts';
import { UsageError } from '../usage-error.ts';

export const whoami = command(
  { summary: 'who is signed in, as what, where and until when' },
  async ({ api, out }) => {
    const { url, token } = api;
    if (token === undefined) throw new UsageError(`Nobody is signed in to ${url}: khobor login`);
    const { name, roles, until } = claimsOf(token);
    await checkToken(api);
    out.answer(
      { name, roles, url, until },
      () => `${name} (${roles.join(', ')}) on ${url} until ${localTime(until)}`,
    );
  },
);
