import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { cacheControl, keyOf, type Page } from '../../shared/page.ts';
import type { ApiDocs } from '../../shared/site/pages/api-docs.tsx';
import type { Site } from '../../shared/site/site.ts';
import { type Built, dist } from './build.ts';

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
    scripts: { subscription: assets.SUBSCRIPTION_SCRIPT_PATH, ads: assets.ADS_SCRIPT_PATH },
  };
  const { fixedPages } = (await import(pathToFileURL(`${dist}/fixed-pages.mjs`).href)) as {
    fixedPages: (site: Site, api: ApiDocs) => { path: string; page: Page }[];
  };
  const contract = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));
  const api: ApiDocs = {
    contract,
    style: assets.API_DOCS_STYLE_PATH,
    script: assets.API_DOCS_SCRIPT_PATH,
  };
  const pages = fixedPages(site, api).map(({ path, page }) => ({
    key: keyOf(path),
    body: Buffer.from(page.body),
    contentType: page.contentType,
    cacheControl: page.cacheControl,
  }));
  return [...readdirSync(`${dist}/site/assets`).map(assetFile), ...pages, favicon()];
}

const assetFile = (name: string): SiteFile => ({
  key: `assets/${name}`,
  body: readFileSync(`${dist}/site/assets/${name}`),
  contentType: types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
  cacheControl: cacheControl.asset,
});

const favicon = (): SiteFile => ({
  key: 'favicon.svg',
  body: readFileSync(new URL('../../shared/site/favicon.svg', import.meta.url)),
  contentType: 'image/svg+xml',
  cacheControl: cacheControl.fixed,
});
