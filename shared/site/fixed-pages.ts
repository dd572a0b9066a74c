import { newsroom } from '../newsroom.ts';
import { type Page, page } from '../page.ts';
import { type ApiDocs, apiDocsPage } from './pages/api-docs.tsx';
import { archiveSearchPage } from './pages/archive-search.tsx';
import { confirmPage } from './pages/confirm.tsx';
import { contactPage } from './pages/contact.tsx';
import { correctionsPolicyPage } from './pages/corrections-policy.tsx';
import { imprintPage } from './pages/imprint.tsx';
import { lastingSitemap } from './pages/lasting-sitemap.ts';
import { myDataPage } from './pages/my-data.tsx';
import { newsletterPage } from './pages/newsletter.tsx';
import { notFoundPage } from './pages/not-found.tsx';
import { preferencesPage } from './pages/preferences.tsx';
import { privacyPage } from './pages/privacy.tsx';
import { termsPage } from './pages/terms.tsx';
import { unsubscribePage } from './pages/unsubscribe.tsx';
import type { Site } from './site.ts';
import { iconPath, iconSides } from './view/icons.ts';
import {
  archiveSearchPath,
  contactPath,
  correctionsPolicyPath,
  imprintPath,
  myDataPath,
  newsletterPath,
  preferencesPath,
  privacyPath,
  termsPath,
} from './view/paths.ts';
import { lastingSitemapPath } from './view/sitemap.ts';

/** Pages that are part of a deploy. No fact changes them. `expires` is until when security researchers may go by what it says. */
export const fixedPages = (
  site: Site,
  api: ApiDocs,
  { expires }: { expires: string },
): { path: string; page: Page }[] => [
  { path: '/api/docs', page: page(apiDocsPage(api), 'fixed') },
  { path: '/api/openapi.json', page: page(JSON.stringify(api.contract), 'fixed', { type: 'data' }) },
  { path: '/confirm', page: page(confirmPage(site), 'fixed') },
  { path: '/unsubscribe', page: page(unsubscribePage(site), 'fixed') },
  { path: preferencesPath, page: page(preferencesPage(site), 'fixed') },
  { path: myDataPath, page: page(myDataPage(site), 'fixed') },
  { path: archiveSearchPath, page: page(archiveSearchPage(site), 'fixed') },
  { path: newsletterPath, page: page(newsletterPage(site), 'fixed') },
  { path: privacyPath, page: page(privacyPage(site), 'fixed') },
  { path: contactPath, page: page(contactPage(site), 'fixed') },
  { path: termsPath, page: page(termsPage(site), 'fixed') },
  { path: '/not-found', page: page(notFoundPage(site), 'fixed') },
  { path: imprintPath, page: page(imprintPage(site), 'fixed') },
  { path: correctionsPolicyPath, page: page(correctionsPolicyPage(site), 'fixed') },
  { path: lastingSitemapPath, page: page(lastingSitemap(site), 'fixed', { type: 'xml' }) },
  { path: '/site.webmanifest', page: page(webManifest, 'fixed', { type: 'manifest' }) },
  { path: '/.well-known/security.txt', page: page(securityTxt(site, expires), 'fixed', { type: 'text' }) },
  { path: '/robots.txt', page: page(robots(site), 'fixed', { type: 'text' }) },
  { path: '/ads.txt', page: page(adsTxt, 'fixed', { type: 'text' }) },
];

/** Allows indexing of everything but the API and links with effects, and names the index of sitemaps. */
const robots = ({ origin }: Site) => `User-agent: *
Disallow: /api/
Disallow: /ads/seen/
Disallow: /go/
Disallow: /confirm
Disallow: /unsubscribe
Disallow: /preferences
Disallow: /my-data

Sitemap: ${origin}/sitemap.xml
`;

/** Whom to tell of a hole in the site (RFC 9116). */
const securityTxt = ({ origin }: Site, expires: string) => `Contact: mailto:${newsroom.imprint.email}
Expires: ${expires}
Preferred-Languages: bn, en
Canonical: ${origin}/.well-known/security.txt
`;

const webManifest = `${JSON.stringify({
  name: newsroom.name,
  short_name: newsroom.name,
  description: newsroom.description,
  lang: newsroom.language,
  start_url: '/',
  display: 'browser',
  background_color: '#fffefb',
  theme_color: '#fffefb',
  icons: iconSides.map((side) => ({ src: iconPath(side), sizes: `${side}x${side}`, type: 'image/png' })),
})}\n`;

const adsTxt = `${['# ads.txt: who may sell space on this site', ...newsroom.adsTxt].join('\n')}\n`;
