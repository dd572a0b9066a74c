import { Role } from '../../../shared/articles/article.ts';
import { tokenFor } from '../identity.ts';
import { findInstance } from './instance.ts';
import { command, Mistake, options } from './options.ts';

const usage = 'npm run -s token -- --name rumana --role reporter [--role editor] [--hours 12]';

/** Prints an access token for the local newsroom, and nothing else. */
await command(async () => {
  const {
    name,
    role = [],
    hours = '12',
    port,
    data,
  } = options({
    name: { type: 'string' },
    role: { type: 'string', multiple: true },
    hours: { type: 'string' },
  });
  if (!name || role.length === 0) throw new Mistake(`Say who signs in, and as what: ${usage}`);
  const unknown = role.find((one) => !Role.options.some((known) => known === one));
  if (unknown) throw new Mistake(`There is no role "${unknown}"; there are ${Role.options.join(', ')}`);
  const seconds = Number(hours) * 3600;
  if (!Number.isFinite(seconds)) throw new Mistake(`--hours must be a number, not "${hours}"`);
  const { jwk } = await findInstance({ port, data });
  console.log(await tokenFor({ name, roles: role, issuedAt: new Date(), seconds: Math.round(seconds) }, jwk));
});
