import { setting } from '../aws/environment.ts';
import type { Site } from './site.ts';

/** The site, from the function's settings. */
export const readSite = (): Site => ({
  origin: setting('SITE_ORIGIN'),
  style: setting('STYLE_PATH'),
  scripts: {
    subscription: setting('SUBSCRIPTION_SCRIPT_PATH'),
    reading: setting('READING_SCRIPT_PATH'),
    onward: setting('ONWARD_SCRIPT_PATH'),
    signUp: setting('SIGN_UP_SCRIPT_PATH'),
    ads: setting('ADS_SCRIPT_PATH'),
    display: setting('DISPLAY_SCRIPT_PATH'),
  },
});
