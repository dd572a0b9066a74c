import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawIfSound, examine } from '../../shared/media/examine.ts';
import { aPhoto } from '../media/a-photo.ts';
import { cpuSince, say } from './figures.ts';

/**
 * What a picture costs to check and draw, in a process of its own for each: `node test/bench/pictures.ts`. Seconds are of CPU, as
 * a function of 1,769 MB has one core. The photos are drawn by code, with more grain than a camera leaves: their files are
 * larger than those of real ones.
 */
async function measure(path: string) {
  sharp.concurrency(1);
  const file = readFileSync(path);
  const since = process.cpuUsage();
  const examined = await examine(file);
  if ('refused' in examined) throw new Error(examined.refused);
  const hash = createHash('sha256').update(file).digest('hex');
  const drawn = await drawIfSound(file, { ...examined, hash });
  if ('refused' in drawn) throw new Error(drawn.refused);
  return {
    seconds: cpuSince(since) / 1_000,
    megabytes: Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1_024,
    files: drawn.length,
    kilobytes: drawn.reduce((sum, { body }) => sum + body.length, 0) / 1_000,
    largest: Math.max(...drawn.map(({ body }) => body.length)) / 1_000,
  };
}

/** Photos as they come from a camera, and the largest that is taken. */
async function photos() {
  const photo = await aPhoto({ width: 4_000, height: 2_667 });
  const raw = await photo.clone().raw().toBuffer({ resolveWithObject: true });
  const large = () => sharp(raw.data, { raw: raw.info, limitInputPixels: false }).resize(9_480, 6_328);
  return {
    '11 megapixels, JPEG': await photo.clone().jpeg({ quality: 90 }).toBuffer(),
    '60 megapixels, JPEG': await large().jpeg({ quality: 85 }).toBuffer(),
    '60 megapixels, progressive JPEG': await large().jpeg({ quality: 85, progressive: true }).toBuffer(),
    '60 megapixels, PNG with alpha': await large().ensureAlpha(0.5).png({ compressionLevel: 1 }).toBuffer(),
    '30 megapixels, AVIF': await sharp(raw.data, { raw: raw.info })
      .resize(6_708, 4_472)
      .avif({ quality: 40, effort: 0 })
      .toBuffer(),
    '60 megapixels, interlaced PNG of 16 bits': await large()
      .toColourspace('rgb16')
      .png({ progressive: true, compressionLevel: 1 })
      .toBuffer(),
    'a panorama of 20,000 × 1,000': await sharp(raw.data, { raw: raw.info })
      .resize(20_000, 1_000, { fit: 'fill' })
      .jpeg()
      .toBuffer(),
  };
}

const [, , path] = process.argv;
if (path) console.log(JSON.stringify(await measure(path)));
else {
  const folder = mkdtempSync(join(tmpdir(), 'khobor-pictures-'));
  for (const [name, file] of Object.entries(await photos())) {
    const at = join(folder, 'photo');
    writeFileSync(at, file);
    const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, at], { encoding: 'utf8' });
    if (stdout === '') throw new Error(`${name}: ${stderr}`);
    const { seconds, megabytes, files, kilobytes, largest } = JSON.parse(stdout);
    say(`${name}: checked and drawn`, seconds, 's', { most: 25 });
    say(`${name}: memory at most`, megabytes, 'MB', { most: 1_200 });
    say(`${name}: ${files} files`, kilobytes, 'KB', { most: 4_000 });
    say(`${name}: the largest file`, largest, 'KB', { most: 800 });
  }
  rmSync(folder, { recursive: true });
}
