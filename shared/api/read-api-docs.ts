import { setting } from '../aws/environment.ts';

/** The style and the script of the page that shows the API's contract. */
export const readApiDocs = () => ({
  style: setting('API_DOCS_STYLE_PATH'),
  script: setting('API_DOCS_SCRIPT_PATH'),
});
