import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Cloud } from '../cloud.ts';
import type { SceneName } from './pictures/scenes.ts';
import { post, upload } from './posting.ts';

type Desk = Pick<Cloud, 'url' | 'token' | 'rest'>;

export const credit = 'অলংকরণ: খবর';

/** What readers are told of a picture. */
export type Telling = { scene: SceneName; alt: string; caption?: string };

/**
 * Draws pictures and uploads them as a reporter would. Returns the id of each, by its scene. They are drawn by a process of
 * its own: functions of this one read no SVG.
 */
export async function uploadPictures(
  { url, token, rest }: Desk,
  pictures: readonly Telling[],
): Promise<Map<SceneName, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'khobor-pictures-'));
  try {
    const by = { authorization: `Bearer ${await token('arif', 'reporter')}` };
    const ids = new Map<SceneName, string>();
    const told = new Map(pictures.map((picture) => [picture.scene, picture]));
    for await (const scene of drawn(folder, [...told.keys()])) {
      const { alt = '', caption } = told.get(scene) ?? {};
      const description = { alt, credit, ...(caption === undefined ? {} : { caption }) };
      const wish = { kind: 'picture', contentType: 'image/jpeg', description };
      const asset = await post(`${url}/api/media`, wish, { ...by, 'idempotency-key': `sample-${scene}` });
      await upload(asset, new Blob([await readFile(join(folder, `${scene}.jpg`))]));
      ids.set(scene, asset.id ?? '');
    }
    await rest();
    return ids;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Draws scenes into a folder, and says each as soon as its file is there: the next is drawn while it is uploaded. */
async function* drawn(folder: string, scenes: readonly SceneName[]): AsyncGenerator<SceneName> {
  const script = fileURLToPath(new URL('pictures/draw.ts', import.meta.url));
  const drawing = spawn(process.execPath, [script, folder, ...scenes], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done, failed) => {
    drawing.once('error', failed);
    drawing.once('exit', (code) =>
      code === 0 ? done() : failed(new Error(`The sample's pictures could not be drawn (${code})`)),
    );
  });
  ended.catch(() => undefined);
  // Whoever stops asking for the next leaves nothing running.
  try {
    for await (const name of createInterface(drawing.stdout)) yield name as SceneName;
    await ended;
  } finally {
    drawing.kill();
    await ended.catch(() => undefined);
  }
}
