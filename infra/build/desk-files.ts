import { readdirSync, readFileSync } from 'node:fs';
import type { DeskSettings } from '../../shared/desk-settings.ts';
import { cacheControl } from '../../shared/page.ts';
import { dist } from './build.ts';
import { assetType, type SiteFile } from './site-files.ts';

/** The files of the web desk from the last build: its page, and what that loads, under hashed names. */
export const deskFiles = (): SiteFile[] => [
  {
    key: 'desk/index.html',
    body: readFileSync(`${dist}/desk/index.html`),
    contentType: 'text/html; charset=utf-8',
    cacheControl: 'no-store',
  },
  ...readdirSync(`${dist}/desk/assets`).map((name) => ({
    key: `desk/assets/${name}`,
    body: readFileSync(`${dist}/desk/assets/${name}`),
    contentType: assetType(name),
    cacheControl: cacheControl.asset,
  })),
];

export const settingsKey = 'desk/settings.json';

/** Where the desk finds its sign-in, as a file. */
export const settingsFile = (settings: DeskSettings): SiteFile => ({
  key: settingsKey,
  body: Buffer.from(JSON.stringify(settings)),
  contentType: 'application/json',
  cacheControl: 'no-store',
});
