import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { region } from 'embedded-aws';
import { privateBucket, siteBucket, tableName } from '../../infra/local/resources.ts';
import { exportNewsroom } from '../../infra/operate/export-newsroom.ts';
import { restoreNewsroom } from '../../infra/operate/restore-newsroom.ts';
import { close, type World, worldAt } from '../../infra/operate/world.ts';
import type { ACloud } from '../a-cloud.ts';

type Wishes<Of extends (world: World, wish: never) => unknown> = Partial<Parameters<Of>[1]>;

/** A folder that is not there yet, for an export. */
export const aFolder = () => join(mkdtempSync(join(tmpdir(), 'khobor-export-')), 'export');

/** A newsroom as an operator reaches it, whose time is the cloud's. */
export const worldOf = ({ aws, clock }: Pick<ACloud, 'aws' | 'clock'>) =>
  worldAt(
    {
      ...{ region, endpoint: aws.url, credentials: aws.operator },
      systemClockOffset: clock.now() - Date.now(),
    },
    tableName,
    { site: siteBucket, private: privateBucket },
  );

/** Exports a newsroom, as an operator does. */
export async function exported(cloud: ACloud, to: string, wish: Wishes<typeof exportNewsroom> = {}) {
  const world = worldOf(cloud);
  try {
    return await exportNewsroom(world, { to, now: () => cloud.clock.now(), ...wish });
  } finally {
    close(world);
  }
}

/** Restores an export into a newsroom, as an operator does. */
export async function restored(cloud: ACloud, from: string, wish: Wishes<typeof restoreNewsroom> = {}) {
  const world = worldOf(cloud);
  try {
    return await restoreNewsroom(world, { from, now: () => cloud.clock.now(), ...wish });
  } finally {
    close(world);
    await cloud.rest();
  }
}
