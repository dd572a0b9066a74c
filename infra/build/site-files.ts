import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { cacheControl, keyOf, type Page } from '../../shared/page.ts';
import type { ApiDocs } from '../../shared/site/pages/api-docs.tsx';
import type { Site } from '../../shared/site/site.ts';
import { type Built, dist } from './build.ts';
import { iconFolder, icons } from './icons.ts';

/** A file of the site that is part of a deploy, as it is stored in the bucket. */
export type SiteFile = { key: string; body: Buffer; contentType: string; cacheControl: string };

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** Every file that a deploy adds to the site: built assets under hashed names, and pages that no fact changes. */
export async function siteFiles(origin: string, { assets }: Pick<Built, 'assets'>): Promise<SiteFile[]> {
  const site: Site = {
    origin,
    style: assets.STYLE_PATH,
    scripts: {
      subscription: assets.SUBSCRIPTION_SCRIPT_PATH,
      reading: assets.READING_SCRIPT_PATH,
      onward: assets.ONWARD_SCRIPT_PATH,
      signUp: assets.SIGN_UP_SCRIPT_PATH,
      ads: assets.ADS_SCRIPT_PATH,
      display: assets.DISPLAY_SCRIPT_PATH,
    },
  };
  const { fixedPages } = (await import(pathToFileURL(`${dist}/fixed-pages.mjs`).href)) as {
    fixedPages: (site: Site, api: ApiDocs, until: { expires: string }) => { path: string; page: Page }[];
  };
  const contract = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));
  const api: ApiDocs = {
    contract,
    style: assets.API_DOCS_STYLE_PATH,
    script: assets.API_DOCS_SCRIPT_PATH,
  };
  const pages = fixedPages(site, api, { expires: inElevenMonths() }).map(({ path, page }) => ({
    key: keyOf(path),
    body: Buffer.from(page.body),
    contentType: page.contentType,
    cacheControl: page.cacheControl,
  }));
  return [...readdirSync(`${dist}/site/assets`).map(assetFile), ...pages, ...icons.map(iconFile)];
}

export const assetType = (name: string) => types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';

const assetFile = (name: string): SiteFile => ({
  key: `assets/${name}`,
  body: readFileSync(`${dist}/site/assets/${name}`),
  contentType: assetType(name),
  cacheControl: cacheControl.asset,
});

/** The first day of a month within a year: the deploys of a month have the same. */
function inElevenMonths(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 11, 1)).toISOString();
}

const iconFile = ({ name, contentType }: (typeof icons)[number]): SiteFile => ({
  key: name,
  body: readFileSync(new URL(name, iconFolder)),
  contentType,
  cacheControl: cacheControl.fixed,
});
