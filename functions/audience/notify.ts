import { findLive } from '../../shared/articles/live-store.ts';
import { alertOf, asksForAlert } from '../../shared/audience/alert.ts';
import { publishAlert } from '../../shared/audience/publish-alert.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';

export const handler = subscriber({
  'article.published': async (fact, at) => {
    if (asksForAlert(fact)) await publishAlert(alertOf(fact, await findLive(fact.data.articleId)), at);
  },
});
