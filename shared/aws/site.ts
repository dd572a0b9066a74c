import type { Site } from '../site/site.ts';
import { setting } from './environment.ts';

/** The site as functions that render it are told of it. */
export const site = (): Site => ({
  origin: setting('SITE_ORIGIN'),
  style: setting('STYLE_PATH'),
  scripts: { subscription: setting('SUBSCRIPTION_SCRIPT_PATH'), ads: setting('ADS_SCRIPT_PATH') },
});

/** The style and the script of the page that shows the API's contract. */
export const apiDocs = () => ({
  style: setting('API_DOCS_STYLE_PATH'),
  script: setting('API_DOCS_SCRIPT_PATH'),
});
