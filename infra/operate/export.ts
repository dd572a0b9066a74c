import { resolve } from 'node:path';
import { command, Mistake, options } from '../local/cli/options.ts';
import { exportNewsroom } from './export-newsroom.ts';
import { print } from './print.ts';
import { close, findWorld, names } from './world.ts';

/**
 * Writes everything that cannot be made again into a folder: of the running instance, or of the deployed stage that
 * `--table`, `--bucket` and `--private-bucket` name, with the credentials of the environment.
 */
await command(async () => {
  const {
    to,
    'without-readers': withoutReaders,
    ...where
  } = options({
    ...names,
    to: { type: 'string' },
    'without-readers': { type: 'boolean' },
  });
  if (!to) throw new Mistake('Name the folder to export to with --to');
  const world = await findWorld(where);
  const started = performance.now();
  const done = await exportNewsroom(world, {
    to: resolve(process.env.INIT_CWD ?? '.', to),
    withoutReaders: withoutReaders === true,
  });
  close(world);
  const { items, objects, changed, leftOut, reused, ended, hash } = done;
  const megabytes = ((items.bytes + objects.bytesOfObjects) / 1e6).toFixed(1);
  print(`${items.lines} items as they were at ${ended}; ${changed} changed during the export`);
  if (leftOut > 0)
    print(
      `${leftOut} were left out: they had ended${withoutReaders ? ', are about readers' : ''}, or say when it was read-only`,
    );
  print(`${objects.lines} objects${reused > 0 ? `, of which ${reused} were there from before` : ''}`);
  print(`${megabytes} MB in ${((performance.now() - started) / 1000).toFixed(1)} s; hash ${hash}`);
});
