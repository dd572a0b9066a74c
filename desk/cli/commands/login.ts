import { isLocal } from '../access.ts';
import { openApi } from '../api.ts';
import { secret } from '../asking.ts';
import { claimsOf } from '../claims.ts';
import { command } from '../command.ts';
import { shownAt } from '../instants.ts';
import { localToken } from '../local-token.ts';
import { Mistake } from '../mistake.ts';
import { type Membership, save, saved } from '../tokens.ts';
import { type Pool, signIn } from '../user-pool.ts';
import { isAccepted } from './whoami.ts';

export const login = command(
  {
    summary: 'sign in to a newsroom, and stay signed in until the token ends',
    about: `On this machine: khobor login --name rumana --role reporter
A deployed one, the first time: khobor login --url https://news.example --user rumana --pool ID --client ID
(the outputs UserPool and AppClient of the data stack); later --user is enough. Asks for the password, which is proven
to the user pool (SRP) and sent nowhere; piped in, it is read from stdin.`,
    options: {
      name: { type: 'string', value: 'NAME', says: 'who signs in to the newsroom on this machine' },
      role: { type: 'string', multiple: true, value: 'ROLE', says: 'as what: reporter, editor, publisher' },
      user: { type: 'string', value: 'NAME', says: 'who signs in to a deployed newsroom' },
      pool: { type: 'string', value: 'ID', says: 'its user pool' },
      client: { type: 'string', value: 'ID', says: 'the app client of its desk' },
      token: { type: 'string', value: '-', says: 'take an access token from stdin; it is not shown' },
    },
  },
  async ({ options, api: { url }, out }) => {
    const membership = await membershipOf(url, options);
    const { token } = membership;
    const { name, roles, until } = claimsOf(token);
    await isAccepted(openApi({ url, token }));
    const file = save(url, membership);
    out.answer(
      { name, roles, url, until, file },
      () => `${name} (${roles.join(', ')}) is signed in to ${url}`,
    );
    const end = membership.refresh === undefined ? `Until ${shownAt(until)}` : 'For a week';
    out.remark(`${end}; the token is in ${file}`);
  },
);

type Options = {
  [option in 'name' | 'user' | 'pool' | 'client' | 'token']?: string | undefined;
} & { role?: string[] | undefined };

async function membershipOf(
  url: string,
  { name, role = [], user, token, ...ids }: Options,
): Promise<Membership> {
  if (token === '-') return { token: await secret('Access token: ') };
  if (token !== undefined)
    throw new Mistake('Others on this machine see what is typed here: --token - reads it');
  if (user !== undefined) return signIn(poolOf(url, ids), user);
  if (!isLocal(url)) throw new Mistake(`${url} is not on this machine: say --user NAME, or --token -`);
  if (name === undefined || role.length === 0)
    throw new Mistake('Say who signs in, and as what: khobor login --name rumana --role reporter');
  return { token: await localToken(url, name, role) };
}

/** The user pool that was named, else the one of the last time. */
function poolOf(url: string, ids: Pick<Options, 'pool' | 'client'>): Pool {
  const { pool = saved(url)?.pool, client = saved(url)?.client } = ids;
  if (!pool || !client)
    throw new Mistake(
      'Say where: --pool ID --client ID, the outputs UserPool and AppClient of the data stack',
    );
  return { pool, client };
}
