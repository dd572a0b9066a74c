import { subscriber } from '../../shared/lambda/subscriber.ts';
import { findRedirect } from '../../shared/redirects/redirect-store.ts';
import { movedFrom, putRedirect } from '../../shared/site/put-redirect.ts';

export const handler = subscriber({
  'redirect.set': async ({ data: { from } }) => putRedirect(await findRedirect(from)),
  'article.published': async ({ data }) => putRedirect(movedFrom(data)),
});
