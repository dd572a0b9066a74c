import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { type SceneName, scenes } from './scenes.ts';

/**
 * Draws the sample's pictures into a folder, as JPEG like those of a phone: `node …/draw.ts FOLDER [name …]`. In a process of
 * its own: the newsroom's reads no SVG. Prints the name of each when it is there.
 */
const [folder = '.', ...names] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
for (const name of (names.length > 0 ? names : Object.keys(scenes)) as SceneName[]) {
  const picture = await sharp(Buffer.from(scenes[name]())).jpeg({ quality: 86 }).toBuffer();
  await writeFile(join(folder, `${name}.jpg`), picture);
  console.log(name);
}
