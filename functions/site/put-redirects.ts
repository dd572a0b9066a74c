import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { movedFrom, putRedirect } from '../../shared/site/put-redirect.ts';

export const handler = subscriber({
  ...toEach(['redirect.set', 'redirect.removed'], async ({ data: { from } }) => putRedirect(from)),
  'article.published': async ({ data }) => {
    const moved = movedFrom(data);
    if (moved) await putRedirect(...moved);
  },
});
