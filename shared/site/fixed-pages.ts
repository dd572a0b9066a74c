import { newsroom } from '../newsroom.ts';
import { type Page, page } from '../page.ts';
import { type ApiDocs, apiDocsPage } from './pages/api-docs.tsx';
import { confirmPage } from './pages/confirm.tsx';
import { correctionsPolicyPage } from './pages/corrections-policy.tsx';
import { imprintPage } from './pages/imprint.tsx';
import { notFoundPage } from './pages/not-found.tsx';
import { unsubscribePage } from './pages/unsubscribe.tsx';
import type { Site } from './site.ts';
import { correctionsPolicyPath, imprintPath } from './view/paths.ts';

/** Pages that are part of a deploy. No fact changes them. */
export const fixedPages = (site: Site, api: ApiDocs): { path: string; page: Page }[] => [
  { path: '/api/docs', page: page(apiDocsPage(api), 'fixed') },
  { path: '/api/openapi.json', page: page(JSON.stringify(api.contract), 'fixed', { type: 'data' }) },
  { path: '/confirm', page: page(confirmPage(site), 'fixed') },
  { path: '/unsubscribe', page: page(unsubscribePage(site), 'fixed') },
  { path: '/not-found', page: page(notFoundPage(site), 'fixed') },
  { path: imprintPath, page: page(imprintPage(site), 'fixed') },
  { path: correctionsPolicyPath, page: page(correctionsPolicyPage(site), 'fixed') },
  { path: '/robots.txt', page: page(robots(site), 'fixed', { type: 'text' }) },
  { path: '/ads.txt', page: page(adsTxt, 'fixed', { type: 'text' }) },
];

/** Allows indexing of everything but the API and links with effects, and names the sitemaps. */
const robots = ({ origin }: Site) => `User-agent: *
Disallow: /api/
Disallow: /ads/seen/
Disallow: /go/
Disallow: /confirm
Disallow: /unsubscribe

Sitemap: ${origin}/sitemap.xml
Sitemap: ${origin}/news-sitemap.xml
`;

const adsTxt = `${['# ads.txt: who may sell space on this site', ...newsroom.adsTxt].join('\n')}\n`;
