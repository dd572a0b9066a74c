import { isLocal } from '../access.ts';
import { openApi } from '../api.ts';
import { secret } from '../asking.ts';
import { claimsOf } from '../claims.ts';
import { command } from '../command.ts';
import { shownAt } from '../instants.ts';
import { localToken } from '../local-token.ts';
import { Mistake } from '../mistake.ts';
import { saveToken } from '../tokens.ts';
import { isAccepted } from './whoami.ts';

export const login = command(
  {
    summary: 'sign in to a newsroom, and stay signed in until the token ends',
    about: `On this machine: khobor login --name rumana --role reporter
A deployed one: khobor login --url https://news.example --token -`,
    options: {
      name: { type: 'string', value: 'NAME', says: 'who signs in to the newsroom on this machine' },
      role: { type: 'string', multiple: true, value: 'ROLE', says: 'as what: reporter, editor, publisher' },
      token: { type: 'string', value: '-', says: 'take an access token from stdin; it is not shown' },
    },
  },
  async ({ options, api: { url }, out }) => {
    const token = await tokenOf(url, options);
    const { name, roles, until } = claimsOf(token);
    await isAccepted(openApi({ url, token }));
    const file = saveToken(url, token);
    out.answer(
      { name, roles, url, until, file },
      () => `${name} (${roles.join(', ')}) is signed in to ${url}`,
    );
    out.remark(`Until ${shownAt(until)}; the token is in ${file}`);
  },
);

type Options = { name?: string | undefined; role?: string[] | undefined; token?: string | undefined };

async function tokenOf(url: string, { name, role = [], token }: Options): Promise<string> {
  if (token === '-') return secret('Access token: ');
  if (token !== undefined)
    throw new Mistake('Others on this machine see what is typed here: --token - reads it');
  if (!isLocal(url)) throw new Mistake(`${url} is not on this machine: sign in with --token -`);
  if (name === undefined || role.length === 0)
    throw new Mistake('Say who signs in, and as what: khobor login --name rumana --role reporter');
  return localToken(url, name, role);
}
