import { resolve } from 'node:path';
import { command, Mistake, options } from '../local/cli/options.ts';
import { print } from './print.ts';
import { restoreNewsroom } from './restore-newsroom.ts';
import { close, findWorld, names } from './world.ts';

/** Facts of so many milliseconds before an export may not have had all their effects. */
const underWay = 15 * 60_000;

/**
 * Puts an export into an empty newsroom: the running instance, or the deployed stage that `--table`, `--bucket` and
 * `--private-bucket` name, with the credentials of the environment.
 */
await command(async () => {
  const {
    from,
    'publish-due': publishDue,
    ...where
  } = options({
    ...names,
    from: { type: 'string' },
    'publish-due': { type: 'boolean' },
  });
  if (!from) throw new Mistake('Name the folder of the export with --from');
  const world = await findWorld(where);
  const started = performance.now();
  const { manifest, items, objects, ended, mailings, left } = await restoreNewsroom(world, {
    from: resolve(process.env.INIT_CWD ?? '.', from),
    publishDue: publishDue === true,
    say: (what) => print(what),
  });
  close(world);
  const seconds = (performance.now() - started) / 1000;
  print(`Restored ${items} items and ${objects} objects in ${seconds.toFixed(1)} s`);
  if (ended > 0) print(`${ended} items were left out: they have ended since`);
  if (left.length > 0)
    print(`${left.length} were there already, and were left: ${left.slice(0, 10).join(', ')}`);
  if (mailings > 0) print(`${mailings} mailings were under way: see npx khobor mailings`);
  const since = new Date(Date.parse(manifest.ended) - underWay).toISOString();
  print('Now render the site: npm run rebuild. Ads are shown from midnight, or once ads/begin-flights runs');
  print(`Then what was under way: npx khobor facts replay --since ${since} --until ${manifest.ended}`);
});
