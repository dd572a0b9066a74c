import { getArticle } from '../../shared/articles/article-store.ts';
import { publishStaffMessage } from '../../shared/audience/publish-staff-message.ts';
import { staffMessageOf } from '../../shared/audience/staff-message.ts';
import { staffEvents } from '../../shared/events.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';

export const handler = subscriber(
  toEach(staffEvents, async (fact, at) =>
    publishStaffMessage(fact, staffMessageOf(fact, await getArticle(fact.data.articleId)), at),
  ),
);
