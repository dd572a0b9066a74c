import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportNewsroom } from '../../infra/operate/export-newsroom.ts';
import { restoreNewsroom } from '../../infra/operate/restore-newsroom.ts';
import { close, type World } from '../../infra/operate/world.ts';
import type { ACloud } from '../a-cloud.ts';
import { worldOf } from './as-operator.ts';

type Wishes<Of extends (world: World, wish: never) => unknown> = Partial<Parameters<Of>[1]>;

/** A folder that is not there yet, for an export. */
export const aFolder = () => join(mkdtempSync(join(tmpdir(), 'khobor-export-')), 'export');

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
