import { Role } from '../../../shared/actor.ts';
import { idTokenFor, tokenFor } from '../identity.ts';
import { findInstance } from './instance.ts';
import { command, Mistake, options } from './options.ts';

const usage = 'npm run -s token -- --name rumana --role reporter [--role editor] [--hours 12] [--id]';

/** The longest validity of a token, in hours: ten years. Dates some thousands of years ahead cannot be written. */
const longest = 10 * 365 * 24;

/** Tells a newsroom that runs who signs in. One that stands still takes the token when it runs again. */
const signIn = (port: number, token: string) =>
  fetch(`http://127.0.0.1:${port}/api/people/me`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined);

/** Prints an access token for the local newsroom, or an ID token, and nothing else. */
await command(async () => {
  const {
    name,
    role = [],
    hours = '12',
    id,
    port,
    data,
  } = options({
    name: { type: 'string' },
    role: { type: 'string', multiple: true },
    hours: { type: 'string' },
    id: { type: 'boolean' },
  });
  if (!name || role.length === 0) throw new Mistake(`Say who signs in, and as what: ${usage}`);
  const unknown = role.find((one) => !Role.options.some((known) => known === one));
  if (unknown) throw new Mistake(`There is no role "${unknown}"; there are ${Role.options.join(', ')}`);
  const seconds = Math.round(Number(hours) * 3600);
  if (!(seconds >= 1 && seconds <= longest * 3600))
    throw new Mistake(`--hours must be a number above 0 and at most ${longest} (ten years), not "${hours}"`);
  const { jwk, port: own } = await findInstance({ port, data });
  const origin = `http://localhost:${own}`;
  const claims = { name, roles: role, issuedAt: new Date(), seconds, origin };
  if (id) return console.log(await idTokenFor(claims, jwk));
  const token = await tokenFor(claims, jwk);
  await signIn(own, token);
  console.log(token);
});
