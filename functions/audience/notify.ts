import { findPublished } from '../../shared/articles/live-store.ts';
import { alertsOf, asksForAlert } from '../../shared/audience/alert.ts';
import { publishAlert } from '../../shared/audience/publish-alert.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';

export const handler = subscriber(
  toEach(['article.published', 'article.alert-asked', 'article.retracted'], async (fact, at) => {
    if (!asksForAlert(fact)) return;
    for (const alert of alertsOf(fact, await findPublished(fact.data.articleId)))
      await publishAlert(alert, at);
  }),
);
