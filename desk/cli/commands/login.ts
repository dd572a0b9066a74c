import { checkToken } from '../api/check-token.ts';
import { apiClient } from '../api/client.ts';
import { isLocal } from '../api/newsroom-url.ts';
import { command } from '../command.ts';
import { claimsOf } from '../sign-in/claims.ts';
import { type Credentials, saveCredentials, savedCredentials } from '../sign-in/credentials.ts';
import { localTokens } from '../sign-in/local-token.ts';
import { type Pool, signIn } from '../sign-in/user-pool.ts';
import { localTime } from '../terminal/instants.ts';
import { secret } from '../terminal/prompt.ts';
import { UsageError } from '../usage-error.ts';

export const login = command(
  {
    summary: 'sign in to a newsroom',
    about: `On this machine: khobor login --name rumana --role reporter
A deployed one, the first time: khobor login --url https://news.example --user rumana --pool ID --client ID
(the outputs UserPool and AppClient of the data stack); later --user is enough. Asks for the password, or reads
it from stdin; it is proven to the user pool (SRP) and never sent.`,
    options: {
      name: {
        type: 'string',
        placeholder: 'NAME',
        description: 'who signs in to the newsroom on this machine',
      },
      role: {
        type: 'string',
        multiple: true,
        placeholder: 'ROLE',
        description: 'reporter, editor or publisher; may be repeated',
      },
      user: { type: 'string', placeholder: 'NAME', description: 'who signs in to a deployed newsroom' },
      pool: { type: 'string', placeholder: 'ID', description: 'its user pool' },
      client: { type: 'string', placeholder: 'ID', description: 'the app client of its desk' },
      token: {
        type: 'string',
        placeholder: '-',
        description: 'read an access token from stdin',
      },
    },
  },
  async ({ options, api: { url }, out }) => {
    const credentials = await credentialsOf(url, options);
    const { token } = credentials;
    const { name, roles, until } = claimsOf(token);
    await checkToken(apiClient({ url, token }));
    await apiClient({ url, token }).put('/api/people/me', {});
    const file = saveCredentials(url, credentials);
    out.answer(
      { name, roles, url, until, file },
      () => `${name} (${roles.join(', ')}) is signed in to ${url}`,
    );
    const end = credentials.refresh === undefined ? `Until ${localTime(until)}` : 'For a week';
    out.remark(`${end}; the token is in ${file}`);
  },
);

type Options = {
  [option in 'name' | 'user' | 'pool' | 'client' | 'token']?: string | undefined;
} & { role?: string[] | undefined };

async function credentialsOf(
  url: string,
  { name, role = [], user, token, ...ids }: Options,
): Promise<Credentials> {
  if (token === '-') return { token: await secret('Access token: ') };
  if (token !== undefined)
    throw new UsageError('Others on this machine see what is typed here: --token - reads it');
  if (user !== undefined) return signIn(poolOf(url, ids), user);
  if (!isLocal(url)) throw new UsageError(`${url} is not on this machine: say --user NAME, or --token -`);
  if (name === undefined || role.length === 0)
    throw new UsageError('Say who signs in, and as what: khobor login --name rumana --role reporter');
  return localTokens(url, name, role);
}

/** The user pool of the options, else the one of the last sign-in. */
function poolOf(url: string, ids: Pick<Options, 'pool' | 'client'>): Pool {
  const { pool = savedCredentials(url)?.pool, client = savedCredentials(url)?.client } = ids;
  if (!pool || !client)
    throw new UsageError(
      'Say where: --pool ID --client ID, the outputs UserPool and AppClient of the data stack',
    );
  return { pool, client };
}
