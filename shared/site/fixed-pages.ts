import { type Page, page } from './page.ts';
import { confirmPage } from './pages/confirm.tsx';
import { notFoundPage } from './pages/not-found.tsx';
import { unsubscribePage } from './pages/unsubscribe.tsx';
import type { Site } from './site.ts';

/** Pages that are part of a deploy: no fact ever changes them. */
export const fixedPages = (site: Site): { path: string; page: Page }[] => [
  { path: '/confirm', page: page(confirmPage(site), 'fixed') },
  { path: '/unsubscribe', page: page(unsubscribePage(site), 'fixed') },
  { path: '/not-found', page: page(notFoundPage(site), 'fixed') },
];
