import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';

const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
const { devDependencies } = JSON.parse(manifest) as { devDependencies: Record<string, string> };
const name = ['khobor-chromium', devDependencies['@sparticuz/chromium'], process.getuid?.()].join('-');
const folder = join(tmpdir(), name);

/** Where Chromium lies, unpacked if need be. It is there as a whole or not at all, whoever else unpacks it or was stopped. */
export async function chromiumPath(): Promise<string> {
  if (!existsSync(folder)) await unpack();
  return join(folder, 'chromium');
}

/** The package unpacks into the folder for temporary files, and takes what lies there for the whole. */
async function unpack() {
  const { TMPDIR } = process.env;
  const own = mkdtempSync(`${folder}-`);
  process.env.TMPDIR = own;
  await chromium.executablePath();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  try {
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}
