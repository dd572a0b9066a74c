import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { newsroom } from '../../infra/app.ts';
import { bundleOf } from '../../infra/build/build.ts';
import { addNative, folderOf } from '../../infra/build/lambda-folders.ts';
import { lockOf } from '../../infra/build/lock.ts';
import { functions } from '../../infra/topology.ts';
import { anApp, aTrial } from './a-newsroom.ts';

const native = functions.filter(([, { native }]) => native);
beforeAll(() => addNative());

/** What a stack brings along, as its manifest says. */
type Manifest = { files: Record<string, { source: { path: string } }> };

/** The machine that a file of code is for, as its ELF header says. */
const machineOf = (file: string) => ({ 62: 'x64', 183: 'arm64' })[readFileSync(file).readUInt16LE(18)];

describe('functions with native packages', () => {
  it('get them for Lambda’s machine, and for no other', () => {
    expect(native.map(([name]) => name)).toEqual([
      'media/check-upload',
      'media/redraw',
      'site/draw-share-image',
    ]);
    const packages = join(folderOf('media/redraw'), 'node_modules');
    expect(existsSync(`${packages}/sharp/package.json`)).toBe(true);
    expect(readdirSync(`${packages}/@img`).sort()).toEqual([
      'colour',
      'sharp-libvips-linux-arm64',
      'sharp-linux-arm64',
    ]);
    const code = readdirSync(packages, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(node|so)(\.[\d.]+)?$/.test(file),
    );
    expect(code).toHaveLength(2);
    for (const file of code) expect(machineOf(join(packages, file))).toBe('arm64');
    const letters = `${folderOf('site/draw-share-image')}/node_modules/@expo-google-fonts/noto-serif-bengali`;
    expect(existsSync(`${letters}/700Bold/NotoSerifBengali_700Bold.ttf`)).toBe(true);
  });

  it('are deployed with them, within the 250 MB that Lambda takes', async () => {
    const app = anApp();
    await newsroom(app, aTrial(), { assets: inject('assets') });
    const { directory } = app.synth();
    const paths = readdirSync(directory)
      .filter((file) => file.endsWith('.assets.json'))
      .flatMap((file) => {
        const { files } = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Manifest;
        return Object.values(files).map(({ source }) => resolve(directory, source.path));
      });
    rmSync(directory, { recursive: true });
    for (const [name] of native) {
      expect(paths).toContain(folderOf(name));
      expect(bytesIn(folderOf(name))).toBeLessThan(100_000_000);
    }
  });

  it('run the file that everybody runs', () => {
    for (const [name] of native)
      expect(readFileSync(`${folderOf(name)}/${name}.mjs`)).toEqual(readFileSync(bundleOf(name)));
  });

  it('get the versions of the lock, with their sums', () => {
    const { packages } = JSON.parse(lockOf(['sharp'])['package-lock.json']) as {
      packages: Record<string, { version?: string; integrity?: string }>;
    };
    const own = JSON.parse(
      readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
    ).packages;
    const { '': _, ...needed } = packages;
    expect(Object.keys(needed)).toContain('node_modules/@img/sharp-libvips-linux-arm64');
    for (const [place, { integrity }] of Object.entries(needed)) {
      expect(integrity, place).toMatch(/^sha512-/);
      expect(packages[place]).toEqual(own[place]);
    }
  });
});

const bytesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + readFileSync(join(parentPath, name)).length, 0);
