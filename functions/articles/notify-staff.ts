import { getArticle } from '../../shared/articles/article-store.ts';
import { getFactsBefore } from '../../shared/articles/history-store.ts';
import { isRepeated, mayRepeat, repeatsSince } from '../../shared/articles/repeated-notice.ts';
import { publishStaffMessage } from '../../shared/audience/publish-staff-message.ts';
import { peopleIn, staffMessageOf } from '../../shared/audience/staff-message.ts';
import { staffEvents } from '../../shared/events.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { namesOf } from '../../shared/people/person-store.ts';

export const handler = subscriber(
  toEach(staffEvents, async (fact, at) => {
    const { articleId } = fact.data;
    if (mayRepeat(fact) && isRepeated(fact, await getFactsBefore(articleId, fact, repeatsSince(fact))))
      return;
    const article = await getArticle(articleId);
    const nameOf = await namesOf(peopleIn(fact, article));
    await publishStaffMessage(fact, staffMessageOf(fact, article, nameOf), at);
  }),
);
